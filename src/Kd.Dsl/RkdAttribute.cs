namespace Kd;

/// <summary>
/// Relational knowledge distillation: distances and angles between samples, student's against teacher's.
/// </summary>
/// <remarks>
/// <para>DistanceWeight * D + AngleWeight * A, with D and A the terms of <see cref="RkdDistanceAttribute">[RkdDistance]</see> and
/// <see cref="RkdAngleAttribute">[RkdAngle]</see> (Park, Kim, Lu, Cho: "Relational Knowledge Distillation", CVPR 2019). The
/// weights are those of the authors' code; RepDistiller has 25 and 50, KD_Lib 0.5 and 0.5.</para>
/// <para>Shapes: (B, ...) on both sides, flattened to one row per sample; only B must agree, so that no adapter is needed.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[Rkd("late", Weight = 25)] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.Rkd")]
public sealed class RkdAttribute(string hint) : InstanceRelationAttribute(hint)
{
    /// <summary>The factor of the distances' term.</summary>
    public double DistanceWeight { get; set; } = 1;

    /// <summary>The factor of the angles' term.</summary>
    public double AngleWeight { get; set; } = 2;

    /// <summary>Whether each sample's row is divided by its norm first, as mmrazor does by default.</summary>
    public bool Normalize { get; set; }

    /// <summary>A constant added to the mean distance: 0 in the paper; KD_Lib adds 1e-7.</summary>
    [Effect(nameof(DistanceWeight), IsNot = 0.0, ByDefault = true)]
    public double MeanEpsilon { get; set; }
}
