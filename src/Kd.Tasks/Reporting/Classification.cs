using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Kd.Reporting;

/// <summary>What classifiers say of the test part: which classes they confuse, and where a student and its teacher disagree.</summary>
internal static class Classification
{
    /// <summary>The tables and examples.</summary>
    public static IEnumerable<XElement> Of(Report report)
    {
        var models = report.Models.Where(model => model.Predictions.Count > 0).ToList();
        yield return Html.Tag("div", Html.Class("matrices"), models.Select(model => model.Predictions["matrix"] is JsonArray rows ? Matrix(model.Name, rows) : Pairs(model)));
        if (report.Student.Predictions["disagreement"] is JsonObject disagreement)
        {
            foreach (var part in Disagreement(report.Student, disagreement))
            {
                yield return part;
            }
        }
    }

    private static XElement Matrix(string model, JsonArray rows)
    {
        var counts = rows.Select(row => (row as JsonArray ?? []).Select(count => count.Number() ?? 0).ToList()).ToList();
        return Html.Table(
            $"{model}: rows are what samples are, columns what it says they are",
            Enumerable.Range(0, counts.Count).Select(said => (object)said).Prepend(""),
            counts.Select((row, label) => row.Select((count, said) => Cell(count, count / Math.Max(1, row.Sum()), label == said)).Prepend(label)),
            "matrix");
    }

    // The share of the row as the strength of the colour, as far as the text stays legible.
    private static object Cell(double count, double share, bool isRight) => count == 0 ? "" : Html.Tag(
        "span",
        Html.Class(isRight ? "right" : "wrong"),
        Html.Attribute("style", string.Format(CultureInfo.InvariantCulture, "--share:{0:0}%", (isRight ? 5 : 15) + 30 * share)),
        Text.Count(count));

    private static XElement Pairs(ReportedModel model) => Html.Table(
        $"{model.Name}: the classes that it confuses most",
        ["class", "said to be", "samples"],
        (model.Predictions["pairs"] as JsonArray ?? []).Select(pair => new object[] { Text.Count(pair.At("label").Number()), Text.Count(pair.At("said").Number()), Text.Count(pair.At("count").Number()) }));

    private static IEnumerable<XElement> Disagreement(ReportedModel student, JsonObject disagreement)
    {
        var (teacher, count) = (disagreement["with"].Value() ?? "its teacher", disagreement["count"].Number());
        var examples = disagreement["examples"] as JsonArray ?? [];
        yield return Html.Tag("h3", Html.Class("above"), $"Where {student.Name} and {teacher} disagree");
        yield return Html.Tag(
            "p",
            Html.Class("muted"),
            $"They disagree about {Text.Count(count)} of {Text.Count(student.Predictions["samples"].Number())} samples."
            + (examples.Count == 0 ? "" : count > examples.Count ? $" These are the {examples.Count} about which they are surest." : " Those about which they are surest come first."));
        yield return Html.Tag("ul", Html.Class("examples"), examples.Select(example => Example(example, student.Name, teacher)));
    }

    private static XElement Example(JsonNode? example, string student, string teacher)
    {
        var (sample, label) = (example.At("sample").Value(), example.At("label").Value());
        return Html.Tag(
            "li",
            example.At("image") is { } image ? SampleImage.Draw(image, $"Sample {sample}") : null,
            Html.Tag("div", Html.Tag("strong", $"Sample {sample}: {label}"), Said(student, "own"), Said(teacher, "teacher")));

        XElement Said(string who, string name)
        {
            var said = example.At(name, "class").Value();
            return Html.Tag("span", said == label ? Html.Class("right") : null, $"{who} says {said}, {Text.Percent(example.At(name, "confidence").Number())}{(said == label ? " \u2713" : "")}");
        }
    }
}
