namespace Kd;

/// <summary>SimKD: the student's last feature, projected, becomes the teacher's, so that the teacher's classifier can be reused.</summary>
/// <remarks>
/// <para>The mean over all elements of (p(s) - t)^2, with p a learned projector of three convolutions, batch normalisations and ReLUs
/// (Chen, Mei, Zhang, Wang, Feng, Chen: "Knowledge Distillation with the Reused Teacher Classifier", CVPR 2022). In the paper it is the
/// only loss, and the distilled model is the student's body, the projector and the teacher's classifier; here the student keeps its own.
/// </para>
/// <para>Shapes: maps (B, C, H, W). Channels may differ; where sizes differ the larger map is pooled to the smaller.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[SimKd("late")] private readonly Sequential block3;</code></example>
[LossClass("Kd.Losses.SimKd")]
public sealed class SimKdAttribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>By what the teacher's channels are divided within the projector, at least 1.</summary>
    [Bounds(AtLeast = 1)]
    public int Factor { get; set; } = 2;
}
