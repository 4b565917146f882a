using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Hinton's distillation loss.</summary>
internal sealed class KdGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["kd/repdistiller"] = v => new Response(v.Hyper("T")).Forward(v.Student, v.Teacher),
        ["kd/torchdistill_alpha0"] = v => new Response(v.Hyper("temperature"), temperaturePower: 0).Forward(v.Student, v.Teacher),
        ["kd/tfkd_elementmean"] = v => OfElements(v, v.Hyper("temperature"), v.Hyper("alpha")),
        ["kd/kdlib_bann_elementmean"] = v => OfElements(v, v.Hyper("temp"), v.Hyper("distil_weight")),
        ["kd/okddip_kl_eps"] = v => new Response(v.Hyper("temperature"), targetEpsilon: 1e-7).Forward(v.Student, v.Teacher),
        ["kd/okddip_kdlossfn_T1"] = OfTemperedLabels,
        ["kd/mmrazor_4d"] = v => new Response(v.Hyper("tau")).Forward(v.Student, v.Teacher),
        ["kd/modelopt_3d"] = v => new Response(v.Hyper("temperature")).Forward(v.Student, v.Teacher),
    };

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
}
