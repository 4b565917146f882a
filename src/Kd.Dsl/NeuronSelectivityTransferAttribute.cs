namespace Kd;

/// <summary>Neuron selectivity transfer: the distribution of the student's channels follows that of the teacher's.</summary>
/// <remarks>
/// <para>mean k(t, t) + mean k(s, s) - 2 * mean k(s, t), each mean over samples and pairs of channels, with k(a, b) = (a . b)^2 and
/// each channel divided by its length over the pixels: the squared maximum mean discrepancy with the polynomial kernel of degree 2
/// (Huang, Wang: "Like What You Like: Knowledge Distill via Neuron Selectivity Transfer", 2017). RepDistiller's weight is 50.</para>
/// <para>Shapes: maps (B, C, H, W). Channels may differ; where sizes differ the larger map is pooled to the smaller.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[NeuronSelectivityTransfer("late", Weight = 50)] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.NeuronSelectivityTransfer")]
public sealed class NeuronSelectivityTransferAttribute(string hint) : GuidedAttribute(hint);
