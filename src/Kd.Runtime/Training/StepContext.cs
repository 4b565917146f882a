namespace Kd.Training;

/// <summary>Where a run is.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The step within the epoch, from 0.</param>
/// <param name="Progress">How much of the run is done, from 0 to 1.</param>
/// <param name="Stage">The name of the student's <see cref="StageAttribute">[Stage]</see>; empty if it has none.</param>
public readonly record struct StepContext(int Epoch, int Step, double Progress, string Stage = "");
