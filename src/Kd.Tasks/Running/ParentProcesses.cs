using System.Diagnostics;
using System.Globalization;

namespace Kd.Tasks.Running;

/// <summary>The processes whose end must end the training too.</summary>
internal static class ParentProcesses
{
    // Adopts what has lost its parent.
    private const int Init = 1;

    /// <summary>This process and, where it is a node of a build, those up to the one that was started by hand.</summary>
    public static IReadOnlyList<int> Find()
    {
        using var current = Process.GetCurrentProcess();
        var all = new List<int> { current.Id };
        while (IsNode(all[all.Count - 1]) && Parent(all[all.Count - 1]) is { } parent and > Init)
        {
            all.Add(parent);
        }

        return all;
    }

    /// <summary>The build that was started by hand.</summary>
    public static int Build() => Find().Last();

    /// <summary>The terminal of the build that was started by hand; nothing if it writes elsewhere, or if it ended and left this node to another.</summary>
    public static Terminal? Terminal() => Build() is var build && !IsNode(build) ? Running.Terminal.Of(build) : null;

    // A node outlives the build that started it, so its own pid is not enough.
    private static bool IsNode(int pid) =>
        TryRead($"/proc/{pid}/cmdline") is { } commandLine && commandLine.Contains("nodemode:");

    private static int? Parent(int pid)
    {
        // The second field, the program's name, may hold blanks and parentheses; the parent is the second behind it.
        var fields = TryRead($"/proc/{pid}/stat") is { } stat ? stat.Substring(stat.LastIndexOf(')') + 1).Split([' '], StringSplitOptions.RemoveEmptyEntries) : [];
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : null;
    }

    private static string? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
