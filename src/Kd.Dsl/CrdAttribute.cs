namespace Kd;

/// <summary>
/// Contrastive representation distillation: student and teacher shall tell by their features whether they saw the same sample.
/// </summary>
/// <remarks>
/// <para>h(student's scores) + h(teacher's scores), h = -mean over samples of log(x_0 / (x_0 + K/N + 1e-7)) + sum over k = 1 .. K of
/// log(K/N / (x_k + K/N + 1e-7)), with K = Negatives, N the number of training samples, and x_k = exp(v . m_k / Temperature) / Z the
/// score of a sample's embedding v against the memory m_k of the other side: m_0 of the same sample, the others drawn at random.
/// Embeddings are linear and of norm 1; memories follow them with Momentum; Z is N times the mean of the first batch's
/// exponentials (Tian, Krishnan, Isola: "Contrastive Representation Distillation", ICLR 2020; as RepDistiller).</para>
/// <para>Shapes: (B, ...) on both sides, flattened to one row per sample; sample ids (B), 64-bit integers from 0 to N - 1. The
/// memories take 8 * N * Embedding bytes.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[Crd("pooled", Weight = 0.8)] private readonly AdaptiveAvgPool2d pool;</code></example>
[LossClass("Kd.Losses.Crd")]
public sealed class CrdAttribute(string hint) : InstanceRelationAttribute(hint)
{
    /// <summary>The size of the embeddings.</summary>
    public int Embedding { get; set; } = 128;

    /// <summary>How many other samples each is told apart from.</summary>
    public int Negatives { get; set; } = 16384;

    /// <summary>The temperature of the scores, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 0.07;

    /// <summary>How much of a memory stays when its sample is seen again, from 0 to below 1.</summary>
    [Bounds(AtLeast = 0, Below = 1)]
    public double Momentum { get; set; } = 0.5;
}
