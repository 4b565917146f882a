namespace Kd.Tasks.Explaining;

/// <summary>A plan in words.</summary>
internal static class PlanText
{
    private const string Indentation = "     ";

    /// <summary>The plan, line by line.</summary>
    /// <param name="stages">The stages, each behind those it needs.</param>
    public static IEnumerable<string> Of(IReadOnlyList<ExplainedStage> stages)
    {
        yield return $"{(stages.Count == 1 ? "1 stage" : $"{stages.Count} stages")}, {stages.Count(stage => stage.WouldRun)} would run:";
        for (var i = 0; i < stages.Count; i++)
        {
            var stage = stages[i];
            yield return $"{i + 1,3}. {stage.Stage.Title}: {(stage.WouldRun ? "would run" : "up to date")}";
            if (Inputs(stage) is { Length: > 0 } inputs)
            {
                yield return $"{Indentation}from: {inputs}";
            }

            foreach (var reason in stage.Reasons)
            {
                yield return $"{Indentation}why: {reason}";
            }
        }
    }

    private static string Inputs(ExplainedStage stage)
    {
        var inputs = stage.Stage.After.Select(name => $"stage {name}");
        if (stage.Weights is { } weights)
        {
            inputs = inputs.Append($"weights {weights}");
        }

        return string.Join(", ", stage.Data.Count > 0 ? inputs.Append($"data {string.Join(" and ", stage.Data)}") : inputs);
    }
}
