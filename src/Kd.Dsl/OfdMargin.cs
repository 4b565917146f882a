namespace Kd;

/// <summary>Where a channel's margin comes from: the mean of its negative values.</summary>
public enum OfdMargin
{
    /// <summary>The weight and bias of the batch normalisation before the activation function, as in the paper.</summary>
    BatchNorm,

    /// <summary>The negative values of the batch, as Knowledge-Distillation-Zoo has it.</summary>
    Batch,
}
