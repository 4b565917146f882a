namespace Kd;

/// <summary>Logit regression: the squared difference between the student's logits and the teacher's.</summary>
/// <remarks>
/// <para>T^TemperaturePower * mean over samples and classes of ((s - t) / T)^2 (Ba, Caruana: "Do Deep Nets Really Need to be Deep?",
/// NeurIPS 2014, with half the sum over classes; Kim et al.: "Comparing Kullback-Leibler Divergence and Mean Squared Error Loss in
/// Knowledge Distillation", IJCAI 2021, whose reduction is this). It is the limit of <see cref="ResponseAttribute">[Response]</see> for
/// high temperatures, up to a factor.</para>
/// <para>Shapes: logits (B, C), (B, L, C) or (B, C, H, W).</para>
/// </remarks>
/// <example><code>[LogitMse(Weight = 0.5)]</code></example>
[LossClass("Kd.Losses.LogitMse")]
public sealed class LogitMseAttribute : OutputKnowledgeAttribute
{
    /// <summary>The temperature T that divides the logits, above 0. 1 in the papers.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 1;

    /// <summary>The exponent p of the factor T^p.</summary>
    public double TemperaturePower { get; set; }

    /// <summary>How samples and classes are reduced.</summary>
    public LossReduction Reduction { get; set; } = LossReduction.ElementMean;
}
