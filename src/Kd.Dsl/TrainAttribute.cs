namespace Kd;

/// <summary>
/// How a model is trained. Needs an optimizer word (<see cref="SgdAttribute">[Sgd]</see>,
/// <see cref="AdamWAttribute">[AdamW]</see>) beside it, and takes at most one schedule word.
/// </summary>
/// <example><code>[Train(Epochs = 60, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]</code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TrainAttribute : Attribute
{
    /// <summary>How often the training part is gone through. At least 1.</summary>
    [Bounds(AtLeast = 1)]
    public int Epochs { get; set; } = 30;

    /// <summary>
    /// Samples per step. At least 1. The last batch of an epoch may be smaller; a single sample that would remain joins the batch
    /// before it, since one sample has no batch statistics.
    /// </summary>
    [Bounds(AtLeast = 1)]
    public int BatchSize { get; set; } = 64;

    /// <summary>
    /// Decides initial weights, order of samples and dropout. On one machine and CPU, the same seed gives the same bytes.
    /// </summary>
    public int Seed { get; set; }

    /// <summary>Which epoch's weights are kept.</summary>
    public Keep Keep { get; set; } = Keep.BestValidation;

    /// <summary>What happens at a step whose loss is NaN or infinite.</summary>
    public NonFinite NonFinite { get; set; } = NonFinite.Stop;

    /// <summary>
    /// Whether libtorch may use such algorithms alone that give the same bits each time: PyTorch's <c>use_deterministic_algorithms</c>, and cuDNN's
    /// and cuBLAS's. On a GPU a run is repeated to the byte only with it, and takes longer. On the CPU it is so without it; there it only makes an
    /// operation that has no such algorithm an error (KD3050), as on a GPU. Linux only.
    /// </summary>
    public bool Deterministic { get; set; }
}
