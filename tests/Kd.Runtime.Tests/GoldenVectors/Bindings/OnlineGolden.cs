using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Peers that teach each other: DML, KDCL and ONE.</summary>
internal sealed class OnlineGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        // One network's part of the loss, whose peer does not learn here.
        ["dml/kdzoo"] = v => new Response(temperature: 1).Forward(v.Student, v["peer"]).mul(v.Hyper("lambda_kd"))
            .add(new TaskLoss().Forward(v.Student, v.Labels)),
        ["dml/chxy95"] = v => new MutualLearning().Forward(v.Students, v.Labels),
        ["dml/okddip_ensemble"] = v => new MutualLearning(v.Hyper("T"), target: PeerTarget.MeanOfOthers, targetEpsilon: 1e-7, targetGradient: true)
            .Forward(v.Student.unbind(2), v.Labels),
        ["kdcl/kdcl_mean"] = v => new CollaborativeLearning(v.Hyper("T"), v.Hyper("alpha")).Forward(v.Students, v.Labels),
        ["one/one"] = v => new NativeEnsemble(v.Hyper("T"), v.Hyper("consistency_weight"), targetEpsilon: 1e-7).Forward([.. v.Students, v["gate"]], v.Labels),
    };
}
