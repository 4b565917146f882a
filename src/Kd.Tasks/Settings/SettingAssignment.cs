using Kd.Tasks.Diagnostics;

namespace Kd.Tasks.Settings;

/// <summary>A value for a setting, for one stage or for all that the run is for.</summary>
/// <param name="Stage">The stage, if one is named.</param>
/// <param name="Path">The setting, as in <c>response.temperature</c>.</param>
/// <param name="Value">The value; but for those that every stage has, the stage itself checks it.</param>
internal sealed record SettingAssignment(string? Stage, string Path, string Value)
{
    private const string Epochs = "train.epochs", BatchSize = "train.batchSize", Seed = "train.seed";

    /// <summary>Reads <c>KdEpochs</c> and <c>KdSeed</c>, and <c>KdSet</c>, whose values hold where they meet.</summary>
    /// <exception cref="BuildException">A property is not what it has to be.</exception>
    public static IReadOnlyList<SettingAssignment> FromProperties(string? epochs, string? seed, string? set)
    {
        var assignments = new List<SettingAssignment>();
        foreach (var (property, path, text) in new[] { ("KdEpochs", Epochs, epochs), ("KdSeed", Seed, seed) })
        {
            if (PropertyValue.Given(text) is { } value)
            {
                assignments.Add(new(null, path, Checked(property, path, value)));
            }
        }

        assignments.AddRange(Parse(set));
        return assignments;
    }

    /// <summary>Reads <c>KdSet</c>: pairs with blanks between, each with a stage before a slash if it is meant for one.</summary>
    /// <exception cref="BuildException">A pair is not <c>path=value</c>, or the value is not one of the path's.</exception>
    public static IReadOnlyList<SettingAssignment> Parse(string? text) =>
        (text ?? "").Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(ParsePair).ToList();

    private static SettingAssignment ParsePair(string pair)
    {
        var equals = pair.IndexOf('=');
        var target = equals < 0 ? "" : pair.Substring(0, equals);
        var slash = target.LastIndexOf('/');
        var assignment = new SettingAssignment(
            slash < 0 ? null : target.Substring(0, slash), target.Substring(slash + 1), pair.Substring(equals + 1));
        if (assignment.Stage is "" || assignment.Path is "" || assignment.Value is "" || pair.Contains(';'))
        {
            throw new BuildException(BuildErrors.MalformedSetting,
                $"KdSet: '{pair}' is not a setting; write path=value or Stage/path=value, with blanks between the pairs and none inside.");
        }

        return assignment with { Value = Checked($"KdSet: {assignment}", assignment.Path, assignment.Value) };
    }

    private static string Checked(string name, string path, string value) => path switch
    {
        Epochs or BatchSize => PropertyValue.WholeNumber(name, value, minimum: 1),
        Seed => PropertyValue.WholeNumber(name, value, int.MinValue),
        _ => value,
    };

    public override string ToString() => Stage is null ? Path : $"{Stage}/{Path}";
}
