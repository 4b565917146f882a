namespace Kd.Training;

/// <summary>How far a run has come, within an epoch.</summary>
public sealed class RunStatus
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>How many epochs there will be, unless the run stops early.</summary>
    public required int Epochs { get; init; }

    /// <summary>How many steps of the epoch are done.</summary>
    public required int Step { get; init; }

    /// <summary>How many steps an epoch has.</summary>
    public required int Steps { get; init; }

    /// <summary>The number of samples in a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The means of the losses over the last steps, by term and in the order of declaration; the last is <c>total</c>.</summary>
    public required IReadOnlyDictionary<string, double> Losses { get; init; }

    /// <summary>What the last validation gave, as in <c>accuracy 0.9340</c>; nothing before the first.</summary>
    public string? Validation { get; init; }
}
