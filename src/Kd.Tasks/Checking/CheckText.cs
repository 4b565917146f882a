using System.Globalization;
using Kd.Shared;
using Kd.Tasks.Running;

namespace Kd.Tasks.Checking;

/// <summary>What a check found, in words.</summary>
internal static class CheckText
{
    /// <summary>What was found out about a stage, line by line.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="report">What was found; nothing if it did not come to that.</param>
    /// <param name="errors">Why it did not.</param>
    public static IEnumerable<string> Of(CheckedStage stage, StageReport? report, IEnumerable<HostEvent> errors)
    {
        if (report is null)
        {
            yield return $"{stage.Item.Stage.Title}: not checked";
            foreach (var error in errors)
            {
                yield return $"  {error.Code}: {error.Text}";
            }

            yield break;
        }

        if (report.Batches.Count == 0)
        {
            yield return $"{stage.Item.Stage.Title}: {string.Join(", ", report.Models.Select(m => $"{m.Name} has {Count(m.Parameters + m.Frozen)} parameters"))}; its weights come from a file, so that nothing is trained";
            yield break;
        }

        yield return $"{stage.Item.Stage.Title}: {string.Join(", ", report.Models.Select(Model))}";
        foreach (var line in Trained(report))
        {
            yield return line.Length == 0 ? line : $"  {line}";
        }

        foreach (var warning in report.Warnings)
        {
            yield return $"  {warning.Id}: {warning.Text}";
        }

        foreach (var note in Untrained(stage).Concat(report.Notes))
        {
            yield return $"  note: {note}";
        }
    }

    /// <summary>What came out of all.</summary>
    /// <param name="stages">How many stages there are.</param>
    /// <param name="reports">What was found out about those that could be checked.</param>
    /// <param name="time">How long it took.</param>
    public static string Verdict(int stages, IReadOnlyList<StageReport> reports, TimeSpan time)
    {
        var ids = reports.SelectMany(report => report.Warnings).Select(warning => warning.Id).ToList();
        var warnings = ids.Count switch
        {
            0 => "no warnings",
            1 => $"1 warning ({ids[0]})",
            var several => $"{several} warnings ({string.Join(", ", ids.Distinct().OrderBy(id => id, StringComparer.Ordinal))})",
        };
        return FormattableString.Invariant($"{(reports.Count == stages ? "" : $"{reports.Count} of ")}{(stages == 1 ? "1 stage" : $"{stages} stages")} checked in {time.TotalSeconds:F1} s, {warnings}");
    }

    /// <summary>The text of the file.</summary>
    public static string File(string project, IEnumerable<string> lines, string verdict) =>
        $"# The check of {project}\n\n```text\n{string.Join("\n", lines)}\n```\n\n{verdict}.\n";

    private static IEnumerable<string> Trained(StageReport report)
    {
        if (report.Pairs.Count > 0)
        {
            yield return "";
            foreach (var line in TextTable.Of(["compared by", "student", "teacher", "adapter"], report.Pairs.Select(Pair)))
            {
                yield return line;
            }
        }

        yield return "";
        foreach (var line in TextTable.Of(["term", ">value", ">weight", ">weighted", ">share", ">gradient"], report.Terms.Select(term => Term(term, report)).Append(["total", "", "", Number(report.Total), "", ""])))
        {
            yield return line;
        }

        yield return "";
        yield return $"gradient: {Reach(report)}";
        yield return $"modes: {(report.Warnings.Any(warning => warning.Id is CheckIds.TeacherTrains or CheckIds.StudentEvaluates) ? "wrong, see below" : report.Models.Count > 1 ? "what learns trains, what teaches evaluates" : "it trains")}";
        if (report.Memory is { } memory)
        {
            yield return $"memory: about {Bytes(memory.Total)}: weights {Bytes(memory.Weights)}, gradients {Bytes(memory.Gradients)}, optimizer {Bytes(memory.OptimizerState)}, "
                + (memory.Activations is { } activations ? $"activations of a batch of {memory.Batch} {Bytes(activations)}{Scaled(memory.IsScaled)}" : "without the activations, which cannot be measured here");
        }

        if (report.Time is { } time)
        {
            yield return $"time: about {Seconds(time.SecondsPerEpoch)} an epoch, {Seconds(time.SecondsPerEpoch * time.Epochs)} for {time.Epochs} epochs, on this CPU, without validation{Scaled(time.IsScaled)}";
        }
    }

    private static IEnumerable<string> Untrained(CheckedStage stage)
    {
        if (stage.Untrained.Count > 0)
        {
            yield return $"not trained yet: {string.Join(", ", stage.Untrained)}. Weights are random there, and so the values above not those of the training";
        }
    }

    private static string Scaled(bool isScaled) => isScaled ? " (estimated from a smaller batch)" : "";

    private static string Reach(StageReport report) => report.Gradients == report.ExpectedGradients
        ? $"reaches all {report.ExpectedGradients} parameter tensors that are trained"
        : $"reaches {report.Gradients} of {report.ExpectedGradients} parameter tensors that are trained";

    private static string Model(ModelReport model) => model.Learns
        ? $"{model.Name} learns {Count(model.Parameters)} parameters{(model.Frozen > 0 ? $", keeps {Count(model.Frozen)}" : "")}{(model.Parts > 0 ? $", adapters and losses {Count(model.Parts)} more" : "")}"
        : $"{model.Name} teaches with {Count(model.Frozen)} parameters";

    private static string[] Pair(PairReport pair) => [pair.Term, pair.Student, pair.Teacher, pair.Adapter ?? "-"];

    private static string[] Term(TermReport term, StageReport report)
    {
        var all = report.Terms.Sum(other => Math.Abs(other.Weighted));
        return
        [
            term.Name, Number(term.Value), term.Weight is { } weight ? Number(weight) : "-", Number(term.Weighted),
            all > 0 ? (Math.Abs(term.Weighted) / all).ToString("P1", CultureInfo.InvariantCulture) : "-", term.Gradient is { } gradient ? Number(gradient) : "none",
        ];
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => $"{bytes} B",
        < 1 << 20 => FormattableString.Invariant($"{bytes / 1024.0:F0} kB"),
        < 1 << 30 => FormattableString.Invariant($"{bytes / 1048576.0:F1} MB"),
        _ => FormattableString.Invariant($"{bytes / 1073741824.0:F1} GB"),
    };

    private static string Seconds(double seconds) => seconds switch
    {
        < 1 => FormattableString.Invariant($"{seconds * 1000:F0} ms"),
        < 100 => FormattableString.Invariant($"{seconds:F1} s"),
        < 6000 => FormattableString.Invariant($"{seconds / 60:F0} min"),
        _ => FormattableString.Invariant($"{seconds / 3600:F1} h"),
    };
}
