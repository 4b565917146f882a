namespace Kd;

/// <summary>
/// Hinton's distillation loss as cross-entropy: the gradient of <see cref="ResponseAttribute">[Response]</see>, whose value it exceeds
/// by the entropy of the teacher's probabilities.
/// </summary>
/// <remarks>
/// <para>-T^2 / B * sum over samples and classes of p_t * log p_s, with p = softmax(logits / T) (Hinton, Vinyals, Dean: "Distilling the
/// Knowledge in a Neural Network", 2015). TextBrewer leaves out T^2 (<c>TemperaturePower = 0</c>).</para>
/// <para>Shapes: logits (B, C), the sum over classes and the mean over samples, and the others of <see
/// cref="ResponseAttribute">[Response]</see>.</para>
/// </remarks>
/// <example><code>[SoftCrossEntropy(Temperature = 4, Weight = 0.9)]</code></example>
[LossClass("Kd.Losses.SoftCrossEntropy")]
public sealed class SoftCrossEntropyAttribute : ResponseAttribute;
