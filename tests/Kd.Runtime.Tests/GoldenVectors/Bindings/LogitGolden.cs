using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Decoupled distillation, DIST, logit standardization and weighted soft labels.</summary>
internal sealed class LogitGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["dkd/mdistiller"] = v => OfDkd(v, v.Hyper("temperature")),
        ["dkd/mmrazor_mean_is_sum"] = v => OfDkd(v, v.Hyper("tau"), LossReduction.Sum),
        ["dkd/lskd_standardized"] = v => OfDkd(v, v.Hyper("temperature"), standardize: true),
        ["dist/hunto"] = v => new Dist(v.Hyper("beta"), v.Hyper("gamma"), v.Hyper("tau"), addEpsilon: true).Forward(v.Student, v.Teacher),
        ["dist/hunto_seg4d"] = v => new Dist(v.Hyper("beta"), v.Hyper("gamma"), addEpsilon: true).Forward(v.Student, v.Teacher),
        ["lskd/lskd"] = v => new LogitStandardization(v.Hyper("temperature")).Forward(v.Student, v.Teacher),
        ["lskd/torchdistill_weighted"] = OfWeighted,
        ["wsld/mmrazor"] = v => new WeightedSoftLabels(v.Hyper("tau")).Forward(v.Student, v.Teacher, v.Labels),
    };

    // For a sample of equal logits DIST's gradient in the references is 1e8 times a rounding choice.
    public Tensor ComparableRows(string family, string file, Tensor input)
    {
        var varies = input.detach().flatten(1).std(1).gt(0);
        var rows = arange(input.size(0), ScalarType.Int64);
        return family == "dist" && input.dim() == 2 ? rows.masked_select(varies) : rows;
    }

    private static Tensor OfDkd(GoldenVector v, double temperature, LossReduction reduction = LossReduction.BatchMean, bool standardize = false) =>
        new Dkd(v.Hyper("alpha"), v.Hyper("beta"), temperature, reduction, standardize).Forward(v.Student, v.Teacher, v.Labels);

    private static Tensor OfWeighted(GoldenVector v)
    {
        var soft = new LogitStandardization(v.Hyper("temperature"), epsilon: v.Hyper("eps")).Forward(v.Student, v.Teacher);
        return new TaskLoss().Forward(v.Student, v.Labels).mul(v.Hyper("alpha")).add(soft, alpha: v.Hyper("beta"));
    }
}
