using System.Xml.Linq;
using Kd.Tasks.Graph;

namespace Kd.Reporting;

/// <summary>The stages that a student comes from, from left to right.</summary>
internal static class StageDiagram
{
    /// <summary>The diagram.</summary>
    public static XElement Of(Report report)
    {
        var stages = report.Models.Where(model => model.Stage is not null).GroupBy(model => model.Stage!.Name)
            .ToDictionary(stage => stage.Key, stage => stage.ToList(), StringComparer.Ordinal);
        var columns = stages.Values.GroupBy(models => Depth(models[0].Stage!)).OrderBy(column => column.Key).Select(column => column.ToList()).ToList();
        return Html.Tag("ol", Html.Class("stages"), columns.Select((column, i) => Html.Tag(
            "li",
            i == 0 ? null : Html.Tag("span", Html.Class("arrow"), Html.Attribute("aria-hidden", "true"), "\u2192"),
            Html.Tag("div", Html.Class("column"), column.Select(Box)))));

        int Depth(Stage stage) => 1 + stage.After.Select(name => stages.Values.FirstOrDefault(models => models[0].Stage!.IsNamed(name)))
            .Select(before => before is null ? 0 : Depth(before[0].Stage!)).DefaultIfEmpty(0).Max();
    }

    private static XElement Box(List<ReportedModel> models)
    {
        var stage = models[0].Stage!;
        return Html.Tag(
            "div",
            Html.Class(models.Exists(model => model.Role == "student") ? "stage own" : "stage"),
            Html.Tag("strong", stage.Name),
            Html.Tag("span", stage.Models.Count == 0 ? models[0].Role : $"group of {string.Join(", ", stage.Models)}"),
            stage.After.Count == 0 ? null : Html.Tag("span", $"from {string.Join(", ", stage.After)}"));
    }
}
