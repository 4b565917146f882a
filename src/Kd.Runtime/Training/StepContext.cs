namespace Kd.Training;

/// <summary>Where a run is.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The step within the epoch, from 0.</param>
/// <param name="Progress">How much of the run is done, from 0 to 1.</param>
public readonly record struct StepContext(int Epoch, int Step, double Progress);
