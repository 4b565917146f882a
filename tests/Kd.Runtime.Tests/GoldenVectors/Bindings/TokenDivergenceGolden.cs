using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>The divergences of language models: trl, distillm and Liger-Kernel.</summary>
internal sealed class TokenDivergenceGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["forward_kl/trl"] = v => v.Has("labels")
            ? new MaskedForwardKl(temperature: v.Hyper("temperature")).Forward(v.Student, v.Teacher, Mask(v))
            : new ForwardKl(temperature: v.Hyper("temperature"), reduction: TokenReduction.SampleMean).Forward(v.Student, v.Teacher),
        ["forward_kl/distillm_forward_kl"] = v => new MaskedForwardKl(crossEntropy: true).Forward(v.Student, v.Teacher, Mask(v)),
        ["reverse_kl/trl"] = v => v.Has("labels")
            ? new MaskedReverseKl(v.Hyper("temperature")).Forward(v.Student, v.Teacher, Mask(v))
            : new ReverseKl(v.Hyper("temperature"), reduction: TokenReduction.SampleMean).Forward(v.Student, v.Teacher),
        ["reverse_kl/distillm_reverse_kl"] = v => new MaskedReverseKl().Forward(v.Student, v.Teacher, Mask(v)),
        ["skew_kl/distillm_symmetric_kl"] = v =>
            new MaskedSymmetricKl(v.Hyper("lam"), crossEntropy: true).Forward(v.Student, v.Teacher, Mask(v)),
        ["skew_kl/distillm_skewed_forward_kl"] = v =>
            new MaskedSkewKl(v.Hyper("lam"), crossEntropy: true).Forward(v.Student, v.Teacher, Mask(v)),
        ["skew_kl/distillm_skewed_reverse_kl"] = v => new MaskedReverseSkewKl(v.Hyper("lam")).Forward(v.Student, v.Teacher, Mask(v)),
        ["gjsd/trl"] = v => v.Has("labels")
            ? OfTokens(v, TokenReduction.TokenMean)
            : new GeneralizedJsd(v.Hyper("beta"), v.Hyper("temperature"), reduction: TokenReduction.SampleMean).Forward(v.Student, v.Teacher),
        ["gjsd/trl_mean"] = v => OfTokens(v, TokenReduction.ElementMean),
        ["gjsd/trl_sum"] = v => OfTokens(v, TokenReduction.Sum),
        ["gjsd/trl_num_items"] = v => OfTokens(v, TokenReduction.Sum).div(v.Hyper("num_items_in_batch")),
        ["gjsd/trl_all_masked"] = v => OfTokens(v, TokenReduction.TokenMean),

        // distillm counts the share of the student where the paper counts the teacher's.
        ["gjsd/distillm_js_distance"] = v => new MaskedGeneralizedJsd(1 - v.Hyper("lam")).Forward(v.Student, v.Teacher, Mask(v)),
        ["tvd/distillm_tv_distance"] = v => new MaskedTotalVariation().Forward(v.Student, v.Teacher, Mask(v)),
        ["tvd/liger_torch"] = v => new TotalVariation().Forward(v.Student, v.Teacher),
    };

    private static Tensor OfTokens(GoldenVector v, TokenReduction reduction)
    {
        var temperature = v.Setting("temperature").ValueKind == default ? 1 : v.Hyper("temperature");
        return new MaskedGeneralizedJsd(v.Hyper("beta"), temperature, reduction: reduction).Forward(v.Student, v.Teacher, Mask(v));
    }

    private static Tensor Mask(GoldenVector v) => v["labels"].ne(-100);
}
