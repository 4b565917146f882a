namespace Kd.Tasks.Graph;

/// <summary>The stages of a run.</summary>
/// <param name="Stages">All of them, each behind those it needs.</param>
/// <param name="Targets">Those that the run is for: all stages of the selected students, and their baselines.</param>
/// <param name="Others">The project's other stages.</param>
internal sealed record StageSelection(IReadOnlyList<Stage> Stages, IReadOnlyList<Stage> Targets, IReadOnlyList<Stage> Others);
