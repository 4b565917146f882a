namespace Kd;

/// <summary>
/// Inter-channel correlation: channels of this member's map shall resemble each other as the teacher's do.
/// </summary>
/// <remarks>
/// <para>sum of (N(G_s) - N(G_t))^2 / (C * B), with G = F F^T for the channels' rows F (C, H * W) of a sample, N dividing each
/// row by its norm, and the student's map passed through a trained 1x1 convolution without bias and batch normalisation (Liu,
/// Huang, Lin, Xie, Wang, Chang, Liang: "Exploring Inter-Channel Correlation for Diversity-Preserved Knowledge Distillation",
/// ICCV 2021; reduction as the authors' code for CIFAR).</para>
/// <para>Shapes: maps (B, C, H, W); height and width may differ between student and teacher.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[Ickd("late", Weight = 2.5)] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.Ickd")]
public sealed class IckdAttribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>
    /// Whether the student's map passes through the authors' embedding; otherwise the Adapter alone relates the channels.
    /// </summary>
    public bool Embed { get; set; } = true;

    /// <summary>How the squared differences are reduced.</summary>
    public IckdReduction Reduction { get; set; } = IckdReduction.Rows;
}
