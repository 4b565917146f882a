using System.Globalization;
using System.Xml.Linq;

namespace Kd.Reporting;

/// <summary>The page about a student: <c>report.html</c>.</summary>
/// <param name="report">What it is about.</param>
internal sealed class ReportPage(Report report)
{
    /// <summary>The text of the page.</summary>
    /// <param name="generator">What it was made by, and of.</param>
    public string ToHtml(string generator) => Html.Page(
        $"{report.Student.Name}: distillation report",
        generator,
        Html.Tag("header", Html.Tag("h1", report.Student.Name), Html.Tag("p", Html.Class("lead"), Lead()), Html.Tag("p", Html.Class("muted"), Origin())),
        Html.Section("Side by side", SideBySide(), LatencyNote()),
        Html.Section("Course of the training", Courses.Of(report)),
        report.Models.Any(model => model.Predictions.Count > 0) ? Html.Section("Predictions on the test part", Classification.Of(report)) : null,
        Html.Section("Stages", StageDiagram.Of(report)),
        Html.Section("Settings", Settings()),
        Html.Section("Repeating the run", Repetition.Of(report)));

    private string Lead()
    {
        var teacher = report.Others.FirstOrDefault(model => model.Role is "teacher" or "assistant");
        var own = $"{Value(report.Student)}{(report.Student.Parameters is { } count ? $" with {Text.Count(count)} parameters" : "")}";
        return teacher?.Test is null ? $"{own}."
            : teacher.Parameters > 0 && report.Student.Parameters > 0
                ? $"{own}. {teacher.Name}, its teacher, reaches {Text.Number(teacher.Test)} with {Text.Count(teacher.Parameters)}, {Times(teacher.Parameters.Value / report.Student.Parameters.Value)}."
                : $"{own}. {teacher.Name}, its teacher, reaches {Text.Number(teacher.Test)}.";
    }

    private static string Times(double ratio) => ratio switch
    {
        > 1.05 => $"{ratio.ToString(ratio < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture)} times as many",
        < 0.95 => "fewer",
        _ => "as many",
    };

    private string Value(ReportedModel model) => $"{Capital(report.Metric)} {Text.Number(model.Test)} on the test part";

    private static string Capital(string text) => text.Substring(0, 1).ToUpperInvariant() + text.Substring(1);

    private string Origin() => string.Format(
        CultureInfo.InvariantCulture, "Distilled by Kd on {0:yyyy-MM-dd} at {0:HH:mm} UTC, on {1}{2}.", report.Student.Finished,
        report.Student.Summary["device"].Value() ?? "an unknown device",
        report.Student.Run.At("machine", "processor").Value() is { Length: > 0 } processor ? $" ({processor})" : "");

    private XElement SideBySide()
    {
        var rows = new (string Name, Func<ReportedModel, string> Value)[]
        {
            ($"{report.Metric}, test part", model => Text.Number(model.Test)),
            ($"{report.Metric}, validation part", model => Text.Number(model.Summary["validation"].At(report.Student.Metric).Number())),
            ("parameters", model => Text.Count(model.Parameters)),
            ("size on disk", model => Text.Size(model.Size)),
            ("CPU latency, batch of 1", model => Text.Latency(model.Latency["seconds"].At("1").Number())),
            ("CPU latency, batch of 32", model => Text.Latency(model.Latency["seconds"].At("32").Number())),
            ("epochs", Epochs),
            ("training time", model => Text.Duration(model.Seconds)),
        };
        var models = report.Models.ToList();
        return Html.Table(
            "What each model reached, and what it costs",
            models.Select(Heading).Prepend(""),
            rows.Where(row => models.Exists(model => row.Value(model) != Text.None)).Select(row => models.Select(row.Value).Prepend(row.Name)),
            "numbers models");
    }

    private XElement? LatencyNote()
    {
        var measured = report.Models.FirstOrDefault(model => model.Latency.Count > 0);
        return measured is null ? null : Html.Tag(
            "p", Html.Class("muted"), $"The latency is the median time of a forward pass behind a few to warm up, with {measured.Latency["threads"].Value()} threads, as measured when each was trained.");
    }

    /// <summary>The heading of a model's column: what it is, and its name.</summary>
    public static object Heading(ReportedModel model) => new object[] { Html.Tag("span", Html.Class("role"), model.Role), Html.Tag("span", Html.Class("name"), Html.Name(model.Name)) };

    /// <summary>How many epochs a model was trained, and which was kept.</summary>
    public static string Epochs(ReportedModel model) => model.Summary["epochs"].Number() switch
    {
        null => Text.None,
        0 => "imported",
        { } epochs => model.Summary["keptEpoch"].Number() is { } kept and > 0 && kept != epochs ? $"{Text.Count(epochs)}, kept {Text.Count(kept)}" : Text.Count(epochs),
    };

    private XElement Settings()
    {
        var models = report.Models.Where(model => model.Settings.Any()).ToList();
        var values = models.ConvertAll(model => model.Settings.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal));
        var names = values.SelectMany(settings => settings.Keys).Distinct();
        return models.Count == 0 ? Html.Tag("p", "Nothing is known of them.") : Html.Table(
            "Every setting of every run, declared or given",
            models.Select(Heading).Prepend("setting"),
            names.Select(name => values.Select(settings => settings.TryGetValue(name, out var value) ? (object)value : Text.None).Prepend(Html.Name(name))),
            "words models");
    }
}
