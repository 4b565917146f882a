namespace Kd.Tasks.Checking;

/// <summary>A stage that is checked.</summary>
/// <param name="Item">The stage.</param>
/// <param name="Untrained">The stages before it that have no result, so that it is checked with weights that have learned next to nothing.</param>
internal sealed record CheckedStage(StageItem Item, IReadOnlyList<string> Untrained);
