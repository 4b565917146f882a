using Kd.Tasks.Diagnostics;

namespace Kd.Tasks.Settings;

/// <summary>A value for a setting, for one stage or for all that the run is for.</summary>
/// <param name="Stage">The stage, if one is named.</param>
/// <param name="Path">The setting, as in <c>response.temperature</c>.</param>
/// <param name="Value">The value; the stage itself checks it.</param>
internal sealed record SettingAssignment(string? Stage, string Path, string Value)
{
    /// <summary>Reads <c>KdSet</c>: pairs with blanks between, each with a stage before a slash if it is meant for one.</summary>
    /// <exception cref="BuildException">A pair is not <c>path=value</c>.</exception>
    public static IReadOnlyList<SettingAssignment> Parse(string? text) =>
        (text ?? "").Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(ParsePair).ToList();

    private static SettingAssignment ParsePair(string pair)
    {
        var equals = pair.IndexOf('=');
        var target = equals < 0 ? "" : pair.Substring(0, equals);
        var slash = target.LastIndexOf('/');
        var assignment = new SettingAssignment(
            slash < 0 ? null : target.Substring(0, slash), target.Substring(slash + 1), pair.Substring(equals + 1));
        if (assignment.Stage is "" || assignment.Path is "" || assignment.Value is "")
        {
            throw new BuildException(BuildErrors.MalformedSetting,
                $"KdSet: '{pair}' is not a setting; write path=value or Stage/path=value, with blanks between the pairs and none inside.");
        }

        return assignment;
    }

    public override string ToString() => Stage is null ? Path : $"{Stage}/{Path}";
}
