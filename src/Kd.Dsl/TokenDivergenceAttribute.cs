namespace Kd;

/// <summary>
/// Response-based knowledge of language models: how far the student's distribution over the vocabulary is from the teacher's, at
/// each token. Base of all such words.
/// </summary>
/// <remarks>
/// <para>Shapes: logits (B, L, C), or (B, C) where each sample counts as one token. Logits of half precision are compared in single
/// precision, and a class whose logit is -infinity on both sides has no part in the divergence.</para>
/// <para>Each of these words averages over all tokens and has a twin, such as <see cref="MaskedReverseKlAttribute"/>, that averages
/// over those whose <c>Mask</c> (B, L) in the batch is not 0: the others, which are padding or a prompt, have no gradient, whatever
/// their logits are. A batch without such tokens has the loss 0.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class TokenDivergenceAttribute : KnowledgeAttribute
{
    /// <summary>The temperature T that both models' logits are divided by, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 1;

    /// <summary>The exponent p of a factor T^p: 0 in the papers; 2 keeps the size of the gradient independent of the temperature.</summary>
    public double TemperaturePower { get; set; }

    /// <summary>How tokens and classes are reduced.</summary>
    public TokenReduction Reduction { get; set; } = TokenReduction.TokenMean;
}
