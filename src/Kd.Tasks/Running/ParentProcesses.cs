using System.Diagnostics;
using System.Globalization;

namespace Kd.Tasks.Running;

/// <summary>The processes whose end must end the training too.</summary>
internal static class ParentProcesses
{
    public static IReadOnlyList<int> Find()
    {
        using var current = Process.GetCurrentProcess();
        return IsNode() && Parent() is { } parent ? [current.Id, parent] : [current.Id];
    }

    // A node outlives the build that started it, so its own pid is not enough.
    private static bool IsNode() =>
        TryRead("/proc/self/cmdline") is { } commandLine && commandLine.Contains("nodemode:");

    private static int? Parent()
    {
        // The second field, the program's name, may hold blanks and parentheses; the parent is the second behind it.
        var fields = TryRead("/proc/self/stat") is { } stat ? stat.Substring(stat.LastIndexOf(')') + 1).Split([' '], StringSplitOptions.RemoveEmptyEntries) : [];
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
