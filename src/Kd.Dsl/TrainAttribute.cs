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
    /// Batches whose gradients make one step of the optimizer, at least 1: as if a batch had that many times as many samples, in the memory of
    /// <see cref="BatchSize"/>. A batch counts with its part of the samples, so that losses that are means over samples have the large batch's
    /// gradient, also where the last batch, or the last group of batches, of an epoch is smaller. Batch statistics, and losses that relate the
    /// samples of a batch to each other, see the batch alone. Averages of weights follow the optimizer's steps; a loss that asks for the step
    /// gets the batch's number.
    /// </summary>
    [Bounds(AtLeast = 1)]
    public int AccumulationSteps { get; set; } = 1;

    /// <summary>
    /// The largest norm of the gradients of a model, its losses and adapters together, as one vector; longer ones are shortened to it. 0, the default: any.
    /// The factor is that of PyTorch's <c>clip_grad_norm_</c>, min(1, ClipNorm / (norm + 1e-6)).
    /// </summary>
    /// <remarks>Pascanu et al., On the difficulty of training recurrent neural networks, ICML 2013, algorithm 1.</remarks>
    [Bounds(AtLeast = 0)]
    public double ClipNorm { get; set; }

    /// <summary>
    /// The share of its former weights that their exponential moving average keeps at a step, from 0 to below 1; 0, the default: there is none.
    /// With it the averages are what is validated, kept and exported, of the model, its losses and adapters; training goes on with the weights
    /// themselves. At step k the share is min(EmaDecay, 1 - 1 / (k + 1)), the plain mean at first, as for <see cref="MeanTeacherAttribute"/>. Buffers, as
    /// batch statistics are, are not averaged: they are the model's own, which is what PyTorch's <c>torch.optim.swa_utils.AveragedModel</c> does by default.
    /// </summary>
    /// <remarks>Polyak and Juditsky, Acceleration of stochastic approximation by averaging, 1992.</remarks>
    [Bounds(AtLeast = 0, Below = 1)]
    public double EmaDecay { get; set; }

    /// <summary>
    /// Whether libtorch may use such algorithms alone that give the same bits each time: PyTorch's <c>use_deterministic_algorithms</c>, and cuDNN's
    /// and cuBLAS's. On a GPU a run is repeated to the byte only with it, and takes longer. On the CPU it is so without it; there it only makes an
    /// operation that has no such algorithm an error (KD3050), as on a GPU. Linux only.
    /// </summary>
    public bool Deterministic { get; set; }

    /// <summary>In how many bits the models compute.</summary>
    public Precision Precision { get; set; } = Precision.Float32;

    /// <summary>
    /// Whether to compute as fast as accuracy allows, though the results differ in their last bits and need not repeat: teachers in BFloat16, weights of
    /// convolutions channels last, and all instructions that the processor has. What is written has the usual form.
    /// </summary>
    public bool Fast { get; set; }
}
