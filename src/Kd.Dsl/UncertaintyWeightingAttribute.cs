namespace Kd;

/// <summary>Learns how much each term counts, by the uncertainty of each, beside the declared weights.</summary>
/// <remarks>
/// <para>sum over terms of 1/2 exp(-s_i) w_i L_i + 1/2 s_i, with w_i the declared weight and s_i = log sigma_i^2 learned from 0 on
/// (Kendall, Gal, Cipolla: "Multi-Task Learning Using Uncertainty to Weigh Losses for Scene Geometry and Semantics", CVPR 2018).</para>
/// <para>The s_i are trained with the student and not exported. A term whose loss reaches 0 exactly makes the total fall without end;
/// terms like these keep a declared weight better.</para>
/// </remarks>
/// <example><code>[Student&lt;LargeNet&gt;, Response, TaskLoss, UncertaintyWeighting]</code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class UncertaintyWeightingAttribute : Attribute;
