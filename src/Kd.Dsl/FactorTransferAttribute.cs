namespace Kd;

/// <summary>Factor transfer: a translator makes of the student's feature what a paraphraser makes of the teacher's.</summary>
/// <remarks>
/// <para>The mean over samples and elements of |f_s / |f_s| - f_t / |f_t||, with f_s the translator's view of the student's feature and f_t
/// the paraphraser's of the teacher's, each three 3x3 convolutions with leaky ReLUs; and the mean of (d(f_t) - t)^2, by which the paraphraser
/// and its decoder d learn (Kim, Park, Kwak: "Paraphrasing Complex Network: Network Compression via Factor Transfer", NeurIPS 2018).
/// torchdistill's weight is 1000, RepDistiller's 200.</para>
/// <para>In the paper the paraphraser is trained before the student, in a stage of its own: <see cref="ParaphraserStage"/> names it. Without
/// it both learn at once.</para>
/// <para>Shapes: maps (B, C, H, W). Channels may differ; where sizes differ the larger factor is pooled to the smaller.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example>
/// <code>
/// [Student&lt;Large&gt;, Stage("paraphraser", Epochs = 30), Stage("transfer", Epochs = 100), TaskLoss(Stage = "transfer")]
/// ...
/// [FactorTransfer("late", Weight = 200, ParaphraserStage = "paraphraser")] private readonly Sequential block2;
/// </code>
/// </example>
[LossClass("Kd.Losses.FactorTransfer")]
public sealed class FactorTransferAttribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>Whether there are a translator and a paraphraser; else the features are the factors.</summary>
    public bool Paraphrase { get; set; } = true;

    /// <summary>The factors' channels, as a share of the teacher's, above 0.</summary>
    [Bounds(Above = 0)]
    [Effect(nameof(Paraphrase), Is = true, ByDefault = true)]
    public double Rate { get; set; } = 0.5;

    /// <summary>Whether the translator has batch normalisation (RepDistiller). The paper's has none.</summary>
    [Effect(nameof(Paraphrase), Is = true, ByDefault = true)]
    public bool BatchNorm { get; set; }

    /// <summary>What of a factor is compared.</summary>
    public FactorForm Factor { get; set; }

    /// <summary>How it is compared.</summary>
    public FactorDistance Distance { get; set; }

    /// <summary>The weight of the paraphraser's own loss, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    [Effect(nameof(Paraphrase), Is = true, ByDefault = true)]
    public double Reconstruction { get; set; } = 1;

    /// <summary>
    /// The <see cref="StageAttribute">[Stage]</see> in which the paraphraser is trained, alone; in the stages after it, it is fixed, and the
    /// student learns its factors. Null, the default, means that both learn at once.
    /// </summary>
    [Effect(nameof(Paraphrase), Is = true, ByDefault = true)]
    public string? ParaphraserStage { get; set; }
}
