namespace Kd;

/// <summary>
/// Feature-based knowledge: this member's output follows a place of the teacher. Base of all feature words and, by itself,
/// FitNets' hint regression.
/// </summary>
/// <remarks>
/// <para>mean over all elements of (A(f_s) - f_t)^2, with f_s the output of this member, f_t that of the teacher's hint and A the
/// adapter (Romero et al.: "FitNets: Hints for Thin Deep Nets", ICLR 2015; reduction as RepDistiller).</para>
/// <para>Shapes: any, with A(f_s) and f_t equal; see <see cref="AdapterKind"/> for what an adapter can relate.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[Guided("early", Weight = 0.1)] private readonly Sequential stem;</code></example>
[LossClass("Kd.Losses.Guided")]
public class GuidedAttribute(string hint) : MemberKnowledgeAttribute(hint)
{
    /// <summary>The map from the student's shape to the teacher's.</summary>
    public AdapterKind Adapter { get; set; } = AdapterKind.Auto;
}
