using System.Globalization;

namespace Kd.Tasks.Running;

/// <summary>
/// The control group of Linux that this build belongs to, with what it starts: what it may have of memory, and how often the kernel killed one of its
/// processes for want of it. A container has one; so has a service, and a person's session. Elsewhere nothing is known.
/// </summary>
/// <param name="kills">The file that has a line <c>oom_kill N</c>; nothing if there is none.</param>
/// <param name="limit">The file with the number of bytes.</param>
internal sealed class MemoryGroup(string? kills, string? limit)
{
    private const string KillLine = "oom_kill ";
    private const long Megabyte = 1 << 20;

    // What the first version of control groups says where there is no limit is somewhat less than the largest number.
    private const long Unlimited = 1L << 60;

    /// <summary>How often a process was killed for memory, its own group's or the machine's.</summary>
    public long Kills => Lines(kills).FirstOrDefault(line => line.StartsWith(KillLine, StringComparison.Ordinal)) is { } line ? Number(line.Substring(KillLine.Length)) ?? 0 : 0;

    /// <summary>What it may have, as the middle of a sentence.</summary>
    public string Limit => Number(Lines(limit).FirstOrDefault()) is { } bytes and < Unlimited
        ? $"the build and what it starts may have {bytes / Megabyte} MB, as a container or a service is given"
        : "that of the whole machine";

    /// <summary>That of this process.</summary>
    /// <param name="root">Where the system's files are.</param>
    public static MemoryGroup OfThisProcess(string root = "/")
    {
        var groups = Path.Combine(root, "sys", "fs", "cgroup");
        foreach (var line in Lines(Path.Combine(root, "proc", "self", "cgroup")))
        {
            // As in 4:memory:/name, of version 1, and 0::/name.
            var fields = line.Split([':'], 3);
            var (top, killFile, limitFile) = fields.Length < 3 ? default
                : fields[1] == "memory" ? (Path.Combine(groups, "memory"), "memory.oom_control", "memory.limit_in_bytes")
                : fields[0] == "0" ? (groups, "memory.events", "memory.max")
                : default;

            // A container may see its own group as the uppermost.
            if (top is not null && new[] { Path.Combine(top, fields[2].Trim('/')), top }.FirstOrDefault(folder => File.Exists(Path.Combine(folder, killFile))) is { } group)
            {
                return new(Path.Combine(group, killFile), Path.Combine(group, limitFile));
            }
        }

        return new(null, null);
    }

    private static string[] Lines(string? path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
