namespace Kd.Data;

/// <summary>What a run tells the method that gives the data.</summary>
/// <param name="Path">
/// Where the data lies: <c>KdDataPath</c>, or the folder of the built program if that is not set.
/// </param>
/// <param name="Seed">
/// The run's seed, for what may differ from run to run. What divides the samples into parts has a seed of its own: teacher and student may have
/// different ones, and the teacher would have learnt what the student is tested with.
/// </param>
/// <param name="Cancellation">Is cancelled when the run is asked to end, for a method that takes long.</param>
public sealed record DataContext(string Path, int Seed = 0, CancellationToken Cancellation = default);
