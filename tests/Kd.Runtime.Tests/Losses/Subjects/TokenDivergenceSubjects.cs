using Kd.Losses;

namespace Kd.Tests.Losses.Subjects;

/// <summary>The divergences of language models.</summary>
internal sealed class TokenDivergenceSubjects : ILossSubjects
{
    private const int Samples = LossSubject.Samples;

    public IReadOnlyDictionary<string, LossSubject> Subjects { get; } = new Dictionary<string, LossSubject>
    {
        ["ForwardKl"] = Of(new ForwardKl().Forward),
        ["ForwardKl without entropy"] = Of(new ForwardKl(crossEntropy: true).Forward, isDistance: false),
        ["MaskedForwardKl"] = OfMask(new MaskedForwardKl().Forward),
        ["MaskedForwardKl without entropy"] = OfMask(new MaskedForwardKl(crossEntropy: true).Forward, isDistance: false),
        ["ReverseKl"] = Of(new ReverseKl().Forward),
        ["ReverseKl of samples"] = new([[Samples, 5]], (s, t) => new ReverseKl().Forward(s[0], t[0])),
        ["ReverseKl at T = 4"] = Of(new ReverseKl(temperature: 4, temperaturePower: 2).Forward),
        ["MaskedReverseKl"] = OfMask(new MaskedReverseKl().Forward),
        ["SymmetricKl"] = Of(new SymmetricKl().Forward),
        ["MaskedSymmetricKl"] = OfMask(new MaskedSymmetricKl(0.9).Forward),
        ["SkewKl"] = Of(new SkewKl().Forward),
        ["MaskedSkewKl"] = OfMask(new MaskedSkewKl().Forward),
        ["ReverseSkewKl"] = Of(new ReverseSkewKl().Forward),
        ["MaskedReverseSkewKl"] = OfMask(new MaskedReverseSkewKl().Forward),
        ["GeneralizedJsd"] = Of(new GeneralizedJsd().Forward),
        ["GeneralizedJsd at 0"] = Of(new GeneralizedJsd(0).Forward),
        ["GeneralizedJsd at 0.9"] = Of(new GeneralizedJsd(0.9).Forward),
        ["GeneralizedJsd at 1"] = Of(new GeneralizedJsd(1).Forward),
        ["MaskedGeneralizedJsd"] = OfMask(new MaskedGeneralizedJsd().Forward),
        ["TotalVariation"] = Of(new TotalVariation().Forward),
        ["MaskedTotalVariation"] = OfMask(new MaskedTotalVariation().Forward),
        ["AdaptiveKl"] = Of(new AdaptiveKl().Forward, isDifferentiable: false),
        ["MaskedAdaptiveKl"] = OfMask(new MaskedAdaptiveKl().Forward, isDifferentiable: false),
    };

    private static LossSubject Of(Func<Tensor, Tensor, Tensor> forward, bool isDistance = true, bool isDifferentiable = true) =>
        new([[Samples, 3, 5]], (s, t) => forward(s[0], t[0])) { IsDistance = isDistance, IsDifferentiable = isDifferentiable };

    // The last token is padding.
    private static LossSubject OfMask(Func<Tensor, Tensor, Tensor, Tensor> forward, bool isDistance = true, bool isDifferentiable = true) =>
        Of((s, t) => forward(s, t, tensor([1L, 1, 0], device: s.device).expand(s.size(0), 3)), isDistance, isDifferentiable);
}
