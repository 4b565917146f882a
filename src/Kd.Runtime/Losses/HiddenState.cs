using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Hidden states of a sequence model at the tokens that count: squared difference (TinyBERT), 1 - cos (DistilBERT), or the first
/// tokens' normalised states (BERT-PKD).
/// </summary>
[AgreesOn(Agreement.Shape)]
public sealed class HiddenState : Loss
{
    private readonly HiddenDistance _distance;

    /// <summary>Makes the loss.</summary>
    /// <param name="distance">How the states are compared.</param>
    public HiddenState(HiddenDistance distance = HiddenDistance.MeanSquared) => _distance = distance;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">States (B, L, D), after their adapter; (B, D) is allowed for the first tokens.</param>
    /// <param name="teacher">States of the same shape.</param>
    /// <param name="mask">(B, L), not 0 where a token counts; null where all do.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor? mask = null)
    {
        Shapes.RequireEqual(student, teacher, "HiddenState", "Let Adapter be AdapterKind.Linear to relate hidden sizes.");
        if (student.dim() != 3 && !(student.dim() == 2 && _distance == HiddenDistance.FirstToken))
        {
            throw new ArgumentException($"HiddenState takes states (B, L, D), but got {Shapes.Text(student)}.", nameof(student));
        }

        var ours = SampleRows.Precise(student, "HiddenState", nameof(student));
        var theirs = SampleRows.Precise(teacher.detach(), "HiddenState", nameof(teacher));
        if (_distance == HiddenDistance.FirstToken)
        {
            var difference = Unit.Along(First(ours), 1).add(Unit.Along(First(theirs), 1), Scalars.MinusOne);
            return difference.square().sum().mul(Scalars.Of(1.0 / difference.size(0)));
        }

        var kept = TokenMask.Of(mask, ours, ours.size(0), ours.size(1));
        return TokenMask.Mean(
            _distance == HiddenDistance.Cosine
                ? Unit.Along(ours, 2).mul(Unit.Along(theirs, 2)).sum(2).neg().add(Scalars.One)
                : ours.add(theirs, Scalars.MinusOne).square().mean([2]),
            kept);
    }

    private static Tensor First(Tensor states) => states.dim() == 3 ? states.select(1, 0) : states;
}
