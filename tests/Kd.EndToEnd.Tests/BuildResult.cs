using System.Globalization;
using System.Text.RegularExpressions;

namespace Kd.EndToEnd.Tests;

/// <summary>What a build said.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Log">Its messages of high importance, warnings and errors.</param>
internal sealed partial record BuildResult(int ExitCode, string Log)
{
    /// <summary>Each error once; MSBuild repeats them at the end.</summary>
    public IReadOnlyList<BuildError> Errors { get; } =
    [
        .. ErrorLine().Matches(Log).Select(m => new BuildError(
            m.Groups["id"].Value,
            Path.GetFileName(m.Groups["file"].Value.Trim()),
            m.Groups["line"].Success ? int.Parse(m.Groups["line"].Value, CultureInfo.InvariantCulture) : null,
            m.Groups["text"].Value)).Distinct(),
    ];

    /// <summary>The stages that were trained, in order.</summary>
    public IReadOnlyList<string> Trained { get; } = [.. TrainingLine().Matches(Log).Select(m => m.Groups[1].Value)];

    /// <summary>The stages that were planned, in order.</summary>
    public IReadOnlyList<string> Planned { get; } = [.. PlanLine().Matches(Log).Select(m => m.Groups["stage"].Value)];

    /// <summary>Those of them that would be trained.</summary>
    public IReadOnlyList<string> OutOfDate { get; } = [.. PlanLine().Matches(Log).Where(m => m.Groups["state"].Value == "out of date").Select(m => m.Groups["stage"].Value)];

    public BuildResult Succeeded()
    {
        Assert.True(ExitCode == 0, Log);
        return this;
    }

    /// <summary>The one error, of a build that failed.</summary>
    public BuildError FailedWith(string id)
    {
        Assert.True(ExitCode == 1, $"Exit code {ExitCode}.\n{Log}");
        Assert.True(Errors is [var only] && only.Id == id, $"Expected one {id}.\n{Log}");
        return Errors[0];
    }

    [GeneratedRegex(@"^(?<file>[^\n]*?)(\((?<line>\d+)(,\d+){0,3}\))? ?: error (?<id>[A-Z]+\d+): (?<text>[^\n]*?)( \[[^\n\]]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"^ *Training (\S+) ", RegexOptions.Multiline)]
    private static partial Regex TrainingLine();

    [GeneratedRegex(@"^ *(?<stage>\S+) \((?:teacher|student|baseline)\): (?<state>up to date|out of date), key ", RegexOptions.Multiline)]
    private static partial Regex PlanLine();
}

/// <summary>An error of a build.</summary>
internal sealed record BuildError(string Id, string File, int? Line, string Text);
