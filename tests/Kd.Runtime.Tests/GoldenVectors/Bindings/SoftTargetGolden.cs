using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Soft targets with labels beside them, as cross-entropy, and the other distances between logits.</summary>
internal sealed class SoftTargetGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["kd_weighted/torchdistill"] = v => Weighted(v, v.Hyper("beta")),
        ["kd_weighted/torchdistill_ignore_index"] = v => Weighted(v, 1 - v.Hyper("alpha")),
        ["kd_weighted/torchdistill_sum"] = OfSums,
        ["kd_soft_ce/textbrewer"] = v => new SoftCrossEntropy(v.Hyper("temperature"), temperaturePower: 0).Forward(v.Student, v.Teacher),
        ["kd_soft_ce/textbrewer_3d_per_token_T"] = OfTemperaturePerToken,
        ["mse_logits/kdzoo"] = v => new LogitMse().Forward(v.Student, v.Teacher),
        ["mse_logits/textbrewer"] = v => new LogitMse(v.Hyper("temperature")).Forward(v.Student, v.Teacher),
        ["mse_probs/kdlib_vanilla"] = OfProbabilities,
        ["cosine_logits/liger"] = v => new LogitCosine(LossReduction.Sum).Forward(v.Student, v.Teacher).mul(v.Hyper("beta")),
    };

    /// <summary>alpha * cross-entropy + beta * divergence: a weight on <c>[TaskLoss]</c> and one on <c>[Response]</c>.</summary>
    private static Tensor Weighted(GoldenVector v, double beta) =>
        new TaskLoss().Forward(v.Student, v.Labels).mul(v.Hyper("alpha"))
            .add(new Response(v.Hyper("temperature")).Forward(v.Student, v.Teacher), alpha: beta);

    private static Tensor OfSums(GoldenVector v)
    {
        var counted = v.Labels.ne(-100).sum().ToInt64();
        return new TaskLoss().Forward(v.Student, v.Labels).mul(v.Hyper("alpha") * counted)
            .add(new Response(v.Hyper("temperature"), reduction: LossReduction.Sum).Forward(v.Student, v.Teacher), alpha: v.Hyper("beta"));
    }

    // A temperature for each token divides the logits before the loss sees them.
    private static Tensor OfTemperaturePerToken(GoldenVector v)
    {
        var temperature = v["temperature"].unsqueeze(-1);
        return new SoftCrossEntropy(temperature: 1).Forward(v.Student.div(temperature), v.Teacher.div(temperature));
    }

    private static Tensor OfProbabilities(GoldenVector v)
    {
        var weight = v.Hyper("distil_weight");
        return new ProbabilityMse(v.Hyper("temp")).Forward(v.Student, v.Teacher).mul(weight)
            .add(new TaskLoss().Forward(v.Student, v.Labels), alpha: 1 - weight);
    }
}
