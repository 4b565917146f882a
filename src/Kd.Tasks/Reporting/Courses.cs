using System.Xml.Linq;

namespace Kd.Reporting;

/// <summary>How models were trained, epoch by epoch: the metric and the loss of all, and the terms of the student's loss.</summary>
internal static class Courses
{
    private const string Total = "total";
    private const string Loss = "loss";

    /// <summary>The charts.</summary>
    public static IEnumerable<XElement> Of(Report report)
    {
        if (report.Models.All(model => model.Epochs.Count == 0))
        {
            yield return Html.Tag("p", "No epochs were trained.");
            yield break;
        }

        var metric = report.Student.Metric;
        if (metric != Loss && Validation(report, metric) is { Count: > 0 } values)
        {
            yield return LineChart.Wide($"{report.Metric} on the validation part", values);
        }

        if (Validation(report, Loss) is { Count: > 0 } losses)
        {
            yield return LineChart.Wide("task loss on the validation part", losses);
        }

        if (report.Student.Epochs.Count > 0)
        {
            yield return Html.Tag("h3", Html.Class("above"), $"The terms of {report.Student.Name}'s loss, unweighted, and their weighted sum");
            yield return Html.Tag("div", Html.Class("grid"), Terms(report.Student.Epochs).Select(LineChart.Small));
        }
    }

    // One that was not trained, such as a teacher from elsewhere, has one value for all epochs.
    private static List<Curve> Validation(Report report, string value)
    {
        var last = report.Models.SelectMany(model => model.Epochs).Max(line => line.Epoch);
        return [.. report.Models.Select(model => new Curve(model.Name, model.Epochs.Count > 0 ? Points(model.Epochs, line => Of(line.Validation, value))
            : model.Summary["validation"].At(value).Number() is { } level ? [(1, level), (last, level)] : [])).Where(curve => curve.Points.Any(point => !double.IsNaN(point.Value)))];
    }

    private static IEnumerable<Curve> Terms(IReadOnlyList<EpochLine> epochs) => epochs.SelectMany(line => line.Losses.Keys).Distinct()
        .OrderBy(term => term != Total)
        .Select(term => new Curve(term, Points(epochs, line => Of(line.Losses, term))))
        .Append(new("learning rate", Points(epochs, line => line.LearningRate)));

    private static List<(double Epoch, double Value)> Points(IReadOnlyList<EpochLine> epochs, Func<EpochLine, double> value) =>
        [.. epochs.Select(line => ((double)line.Epoch, value(line)))];

    private static double Of(IReadOnlyDictionary<string, double> values, string name) => values.TryGetValue(name, out var value) ? value : double.NaN;
}
