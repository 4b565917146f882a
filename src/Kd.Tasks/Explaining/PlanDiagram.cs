using System.Text;

namespace Kd.Tasks.Explaining;

/// <summary>A plan as a Mermaid flowchart: what each stage is made from, with those that would run told apart.</summary>
internal static class PlanDiagram
{
    private const int ShownFiles = 5;

    /// <summary>The text of the diagram.</summary>
    /// <param name="stages">The stages, each behind those it needs.</param>
    public static string Of(IReadOnlyList<ExplainedStage> stages)
    {
        var text = new StringBuilder("graph TD\n");
        var ids = stages.SelectMany((stage, i) => stage.Stage.Names.Select(name => (Name: name, Id: $"stage{i + 1}")))
            .ToDictionary(stage => stage.Name, stage => stage.Id, StringComparer.Ordinal);
        foreach (var stage in stages)
        {
            text.Append($"    {ids[stage.Stage.Name]}[\"{Label(stage.Stage.Title)}<br/>{(stage.WouldRun ? "would run" : "up to date")}\"]\n");
        }

        // All stages have the same data.
        if (stages[0].Data is { Count: > 0 } data)
        {
            var shown = data.Take(ShownFiles).Select(Label).Concat(data.Count > ShownFiles ? [$"and {data.Count - ShownFiles} more"] : []);
            text.Append($"    data[(\"{string.Join("<br/>", shown)}\")] --> {string.Join(" & ", stages.Select(stage => ids[stage.Stage.Name]))}\n");
        }

        foreach (var stage in stages)
        {
            var id = ids[stage.Stage.Name];
            foreach (var before in stage.Stage.After.Select(name => ids[name]).Distinct())
            {
                text.Append($"    {before} --> {id}\n");
            }

            if (stage.Weights is { } weights)
            {
                text.Append($"    {id}weights[(\"{Label(weights)}\")] --> {id}\n");
            }
        }

        text.Append("    classDef wouldRun fill:#ffe2b8,stroke:#b35c00,color:#000\n");
        if (stages.Any(stage => stage.WouldRun))
        {
            text.Append($"    class {string.Join(",", stages.Where(stage => stage.WouldRun).Select(stage => ids[stage.Stage.Name]))} wouldRun\n");
        }

        return text.ToString();
    }

    // What Mermaid would take for the end of a label, for a tag or for a character's number.
    private static string Label(string text) =>
        text.Replace("#", "#35;").Replace("\"", "#quot;").Replace("<", "#lt;").Replace(">", "#gt;").Replace("`", "#96;");
}
