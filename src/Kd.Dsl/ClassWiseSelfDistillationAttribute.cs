namespace Kd;

/// <summary>
/// CS-KD: a sample follows what the model itself predicts for another sample of the same class.
/// </summary>
/// <remarks>
/// <para>T^2 KL(p(x') || p(x)), with p = softmax(logits / T), the mean over the pairs (x, x'), and p(x') taken as a constant (Yun et al.:
/// "Regularizing Class-wise Predictions via Self-knowledge Distillation", CVPR 2020). The paper adds the cross-entropy with the label
/// of x.</para>
/// <para>Shapes: logits (2B, C) and labels (2B): the batch holds B samples x and then, in their order, B partners x' of the same
/// classes.</para>
/// </remarks>
/// <example><code>[ClassWiseSelfDistillation(Temperature = 4)]</code></example>
[LossClass("Kd.Losses.ClassWiseSelfDistillation"), Batches(BatchArrangement.ClassPairs)]
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ClassWiseSelfDistillationAttribute : KnowledgeAttribute
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 4;
}
