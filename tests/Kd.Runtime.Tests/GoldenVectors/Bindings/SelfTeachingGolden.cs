using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Networks that teach themselves: BYOT, BAKE, DKS, FRSKD.</summary>
internal sealed class SelfTeachingGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["byot/original"] = OfAuthors,
        ["byot/selfkdlib"] = OfSelfKdLib,
        ["bake/selfkdlib"] = OfSoftenedTwice,
        ["dks/selfkdlib"] = v => new Dks(v.Hyper("T")).Forward(v.Students, v.Labels),
        ["frskd/selfkdlib"] = v => new Frskd(v.Hyper("T"), detachTarget: false).Forward(v["logits"], [v["bi_logits"], .. v.Students, .. v.List("bifpn")], v.Labels),
    };

    private static Tensor OfAuthors(GoldenVector v)
    {
        var (alpha, features) = (v.Hyper("alpha"), v.List("feature"));
        var loss = new Byot(v.Hyper("temperature"), 1 - alpha, 1 - alpha, alpha, v.Hyper("beta"), crossEntropy: true, LossReduction.Sum, activeOnly: true);
        return WithZeros(loss.Forward(v.List("logits"), features, v.Labels), features[^1]);
    }

    // Its deepest exit is the first, and the first of its features is that of no exit.
    private static Tensor OfSelfKdLib(GoldenVector v)
    {
        var (logits, features) = (v.List("logits"), v.List("feature"));
        var loss = new Byot(v.Hyper("T"), 1, 1, 1, 0.05, featureReduction: LossReduction.ElementMean);
        return WithZeros(loss.Forward([.. logits[1..], logits[0]], [.. features[2..], features[1]], v.Labels), features[0], features[1]);
    }

    // The peer takes the softmax of the target's probabilities, as if they were logits.
    private static Tensor OfSoftenedTwice(GoldenVector v)
    {
        var targets = new Bake(v.Hyper("T"), v.Hyper("omega")).Targets(v.Student, v["feature"]);
        Tensors.AssertClose("targets", v["expected.kd_targets"], targets, 1e-6, 1e-10);
        return new TaskLoss().Forward(v.Student, v.Labels).add(new Response(v.Hyper("T")).Forward(v.Student, targets));
    }

    // What the loss has no gradient for has one of zeros in the file.
    private static Tensor WithZeros(Tensor loss, params Tensor[] constant) => constant.Aggregate(loss, (sum, tensor) => sum.add(tensor.sum().mul(0)));
}
