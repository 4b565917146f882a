using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Kd.Tasks.Running;

/// <summary>The processes whose end must end the training too.</summary>
internal static class ParentProcesses
{
    // Adopts what has lost its parent.
    private const int Init = 1;

    // A task in a process of its own is not told of the loggers. A zero stands between arguments.
    private static readonly Regex _quiet = new(@"\0(--?|/)(v|verbosity)[:=\0]q(uiet)?(\0|$)", RegexOptions.IgnoreCase);

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

    /// <summary>
    /// The terminal of the build that was started by hand; nothing if it writes elsewhere, shall be quiet, or has ended and left this node to another.
    /// </summary>
    public static Terminal? Terminal() =>
        Build() is var build && TryRead($"/proc/{build}/cmdline") is { } commandLine && !IsNode(commandLine) && !_quiet.IsMatch(commandLine)
            ? Running.Terminal.Of(build)
            : null;

    // A node outlives the build that started it, so its own pid is not enough.
    private static bool IsNode(int pid) => TryRead($"/proc/{pid}/cmdline") is { } commandLine && IsNode(commandLine);

    private static bool IsNode(string commandLine) => commandLine.Contains("nodemode:");

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
