using Kd.Tasks.Graph;
using Kd.Tasks.Keys;

namespace Kd.Tasks.Planning;

/// <summary>A stage of a run, with its key and whether its result is there already.</summary>
internal sealed record PlannedStage(Stage Stage, StageLock Lock, string Key, bool UpToDate)
{
    /// <summary>The builds of the assemblies that the plan is about, by name.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Modules { get; init; }
}
