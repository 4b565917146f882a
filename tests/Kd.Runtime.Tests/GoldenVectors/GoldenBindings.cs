using Kd.Adapters;
using Kd.Losses;

namespace Kd.Tests.GoldenVectors;

/// <summary>How Kd computes what a reference implementation computes, by loss family and implementation.</summary>
internal static class GoldenBindings
{
    private static readonly Dictionary<string, Func<GoldenVector, Tensor>> _bindings = new()
    {
        ["kd/repdistiller"] = v => new Response(v.Hyper("T")).Forward(v.Student, v.Teacher),
        ["kd/torchdistill_alpha0"] = v => new Response(v.Hyper("temperature"), temperaturePower: 0).Forward(v.Student, v.Teacher),
        ["kd/tfkd_elementmean"] = v => OfElements(v, v.Hyper("temperature"), v.Hyper("alpha")),
        ["kd/kdlib_bann_elementmean"] = v => OfElements(v, v.Hyper("temp"), v.Hyper("distil_weight")),
        ["kd/okddip_kl_eps"] = v => new Response(v.Hyper("temperature"), targetEpsilon: 1e-7).Forward(v.Student, v.Teacher),
        ["kd/okddip_kdlossfn_T1"] = OfTemperedLabels,
        ["kd/mmrazor_4d"] = v => new Response(v.Hyper("tau")).Forward(v.Student, v.Teacher),
        ["kd/modelopt_3d"] = v => new Response(v.Hyper("temperature")).Forward(v.Student, v.Teacher),
        ["fitnet/repdistiller_mse"] = v => new Guided().Forward(v.Student, v.Teacher),
        ["fitnet/repdistiller_convreg"] = OfRegressor,
        ["fsp/repdistiller"] = v => new RelationPair().Forward(v.Students, v.Teachers),
        ["fsp/torchdistill"] = v => new RelationPair(FspPooling.Max, FspDistance.ChannelNorm).Forward(v.Students, v.Teachers),
        ["sp/repdistiller"] = v => new SimilarityPreserving().Forward(v.Student, v.Teacher),
        ["sp/torchdistill_l1norm"] = v => new SimilarityPreserving(rowNorm: 1).Forward(v.Student, v.Teacher),
    };

    /// <summary>Whether any implementation of a loss family is bound.</summary>
    public static bool Knows(string family) => _bindings.Keys.Any(key => key.StartsWith(family + "/", StringComparison.Ordinal));

    /// <summary>Computes the loss as Kd does.</summary>
    public static Tensor Loss(string family, string variant, GoldenVector vector)
    {
        Assert.True(_bindings.TryGetValue($"{family}/{variant}", out var binding), $"No binding says how Kd computes {family}/{variant}.");
        return binding(vector);
    }

    private static Tensor OfElements(GoldenVector v, double temperature, double weight)
    {
        var soft = new Response(temperature, reduction: LossReduction.ElementMean).Forward(v.Student, v.Teacher);
        return soft.mul(weight).add(new TaskLoss().Forward(v.Student, v.Labels), alpha: 1 - weight);
    }

    // The peer overwrites the logits with log_softmax(logits / T), so that its cross-entropy is tempered too.
    private static Tensor OfTemperedLabels(GoldenVector v)
    {
        double temperature = v.Hyper("temperature"), alpha = v.Hyper("alpha");
        var soft = new Response(temperature, temperaturePower: 1).Forward(v.Student, v.Teacher);
        return soft.mul(alpha).add(new TaskLoss().Forward(v.Student.div(temperature), v.Labels), alpha: 1 - alpha);
    }

    private static Tensor OfRegressor(GoldenVector v)
    {
        var adapter = Adapter.Between("guided", AdapterKind.Regressor, Agreement.Shape, v.Student.shape, v.Teacher.shape);
        return new Guided().Forward(v.WithWeights(adapter, "reg.", "_map.").call(v.Student), v.Teacher);
    }
}
