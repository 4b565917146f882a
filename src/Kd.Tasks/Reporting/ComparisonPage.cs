using System.Globalization;
using System.Xml.Linq;

namespace Kd.Reporting;

/// <summary>The page about several runs: <c>compare.html</c>.</summary>
/// <param name="project">What they are of.</param>
/// <param name="runs">The runs, at least one.</param>
internal sealed class ComparisonPage(string project, IReadOnlyList<ComparedRun> runs)
{
    // More lines cannot be told apart.
    private const int MostCurves = 6;
    private const string Loss = "loss";

    /// <summary>The text of the page.</summary>
    public string ToHtml() => Html.Page(
        $"{project}: runs compared",
        "Kd",
        Html.Class("broad"),
        Html.Tag("header", Html.Tag("h1", $"{project}: {(runs.Count == 1 ? "one run" : $"{runs.Count} runs")} compared")),
        Html.Section("Side by side", SideBySide()),
        Html.Section("Course of the training", Courses()),
        Html.Section("Settings that differ", Settings()));

    private XElement SideBySide()
    {
        // Mostly all have one metric.
        var metrics = runs.Select(run => Text.Words(run.Model.Metric)).Distinct().ToList();
        var metric = metrics.Count == 1 ? metrics[0] : "metric";
        var columns = new (string Name, Func<ReportedModel, string> Value)[]
        {
            ($"{metric}, test part", model => Value(model, model.Test)),
            ($"{metric}, validation part", model => Value(model, model.Validation)),
            ("parameters", model => Text.Count(model.Parameters)),
            ("size on disk", model => Text.Size(model.Size)),
            ("CPU latency, batch of 1", model => Text.Latency(model.Latency["seconds"].At("1").Number())),
            ("CPU latency, batch of 32", model => Text.Latency(model.Latency["seconds"].At("32").Number())),
            ("epochs", ReportPage.Epochs),
            ("training time", model => Text.Duration(model.Seconds)),
            ("ended (UTC)", model => model.Finished.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
        };
        return Html.Table(
            "What each run reached, and what it costs",
            columns.Select(column => column.Name).Prepend("run"),
            runs.Select(run => columns.Select(column => (object)column.Value(run.Model)).Prepend(new object[] { Html.Name(run.Title), Html.Tag("span", $"{run.Model.Role} in {run.Folder}") })));

        string Value(ReportedModel model, double? value) => metrics.Count == 1 ? Text.Number(value) : $"{Text.Words(model.Metric)} {Text.Number(value)}";
    }

    private IEnumerable<XElement> Courses()
    {
        var shown = runs.Where(run => run.Model.Epochs.Count > 0).Take(MostCurves).ToList();
        if (shown.Count == 0)
        {
            yield return Html.Tag("p", "No epochs were trained.");
            yield break;
        }

        if (runs.Count > shown.Count)
        {
            yield return Html.Tag("p", Html.Class("muted"), $"The first {shown.Count} runs that have epochs.");
        }

        foreach (var metric in shown.Select(run => run.Model.Metric).Append(Loss).Distinct())
        {
            var curves = shown.Select(run => new Curve(run.Title, Points(run.Model, metric))).Where(curve => curve.Points.Any(point => !double.IsNaN(point.Value))).ToList();
            if (curves.Count > 0)
            {
                yield return LineChart.Wide($"{(metric == Loss ? "task loss" : Text.Words(metric))} on the validation part", curves);
            }
        }
    }

    private static List<(double Epoch, double Value)> Points(ReportedModel model, string metric) =>
        [.. model.Epochs.Select(line => ((double)line.Epoch, line.Validation.TryGetValue(metric, out var value) ? value : double.NaN))];

    private XElement Settings()
    {
        var values = runs.Select(run => run.Model.Settings.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal)).ToList();
        var names = values.SelectMany(settings => settings.Keys).Distinct()
            .Where(name => values.Select(settings => settings.TryGetValue(name, out var value) ? value : null).Distinct().Count() > 1).ToList();
        return names.Count == 0 ? Html.Tag("p", "None: what differs is the code, the data or the circumstances. The runs' kd.lock.json say which.") : Html.Table(
            "Every setting that not all of the runs have, or not with one value",
            runs.Select(run => (object)Html.Name(run.Title)).Prepend("setting"),
            names.Select(name => values.Select(settings => settings.TryGetValue(name, out var value) ? (object)value : Text.None).Prepend(Html.Name(name))),
            "words");
    }
}
