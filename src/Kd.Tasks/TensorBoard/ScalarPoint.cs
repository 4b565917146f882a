namespace Kd.Tasks.TensorBoard;

/// <summary>What was measured at the end of an epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Seconds">How long the run had trained by then.</param>
/// <param name="Scalars">The values by their tags.</param>
internal sealed record ScalarPoint(int Epoch, double Seconds, IReadOnlyList<KeyValuePair<string, double>> Scalars);
