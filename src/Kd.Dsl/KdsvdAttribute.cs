namespace Kd;

/// <summary>
/// Distillation by singular value decomposition: how the principal features of one place relate to those of the next.
/// </summary>
/// <remarks>
/// <para>sum over neighbouring places of the sum of (exp(-(v_i - v_j)^2 / 8), student's - teacher's)^2 / B, with v the first K
/// right singular vectors of a place's map, times the teacher's singular values divided by their norm, over all pairs of an
/// element of one place and an element of the next. The student's vectors are those of its first K + 3 that are most like the
/// teacher's, with their sign (Lee, Kim, Song: "Self-supervised Knowledge Distillation Using Singular Value Decomposition", ECCV
/// 2018; as RepDistiller).</para>
/// <para>The sign of a singular vector is arbitrary, and the references take what their linear algebra returns. Here the
/// teacher's vectors have a sum of at least 0.</para>
/// <para>Shapes: maps (B, C, H, W), with the right side of the matrix (C, or W for <see cref="SvdMatrix.RowsByColumns"/>) alike for
/// student and teacher; an adapter relates the channels.</para>
/// </remarks>
/// <param name="places">The names of the student's places, from the first layer to the last.</param>
/// <example><code>[Kdsvd("early", "middle", "late")]</code></example>
[LossClass("Kd.Losses.Kdsvd")]
public sealed class KdsvdAttribute(params string[] places) : MultiPlaceAttribute(places)
{
    /// <summary>The map from the student's channels to the teacher's, at each place.</summary>
    public AdapterKind Adapter { get; set; } = AdapterKind.Auto;

    /// <summary>How many of the teacher's singular vectors are followed.</summary>
    public int K { get; set; } = 1;

    /// <summary>The matrix that is decomposed.</summary>
    public SvdMatrix Matrix { get; set; } = SvdMatrix.PixelsByChannels;
}
