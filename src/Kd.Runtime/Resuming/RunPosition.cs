namespace Kd.Resuming;

/// <summary>How far a run is.</summary>
/// <param name="Epoch">The epoch that it is in, from 1.</param>
/// <param name="Steps">How many steps of that epoch are done.</param>
internal readonly record struct RunPosition(int Epoch, int Steps)
{
    /// <summary>As in <c>epoch 3</c> or <c>epoch 3, step 17</c>: what was done last, with the numbers that messages have.</summary>
    public override string ToString() =>
        Steps > 0 ? FormattableString.Invariant($"epoch {Epoch}, step {Steps - 1}") : FormattableString.Invariant($"epoch {Epoch - 1}");
}
