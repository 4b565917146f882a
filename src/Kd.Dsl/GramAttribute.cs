namespace Kd;

/// <summary>
/// Gram matrices: the channels of this member's map shall be active together where the teacher's are.
/// </summary>
/// <remarks>
/// <para>mean over samples of sum (G_s - G_t)^2 / (4 C^2), with G = F F^T / (H * W) for the channels' rows F (C, H * W) of a
/// sample: the style loss E_l of Gatys, Ecker, Bethge: "Image Style Transfer Using Convolutional Neural Networks", CVPR 2016.</para>
/// <para>Shapes: maps (B, C, H, W) or (B, C, L); sizes may differ between student and teacher; an adapter relates the channels.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[Gram("late", Weight = 100)] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.Gram")]
public sealed class GramAttribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>Whether the channels' rows are divided by their norms first, so that G holds the cosines between channels.</summary>
    public bool Normalize { get; set; }
}
