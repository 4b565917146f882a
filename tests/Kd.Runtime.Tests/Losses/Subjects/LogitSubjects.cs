using Kd.Losses;

namespace Kd.Tests.Losses.Subjects;

/// <summary>The losses on logits.</summary>
internal sealed class LogitSubjects : ILossSubjects
{
    private const int Samples = LossSubject.Samples;
    private static readonly long[][] _logits = [[Samples, 5]];
    private static readonly long[][] _sequences = [[Samples, 3, 5]];
    private static readonly long[][] _maps = [[Samples, 5, 2, 3]];

    public IReadOnlyDictionary<string, LossSubject> Subjects { get; } = new Dictionary<string, LossSubject>
    {
        ["SoftCrossEntropy"] = new(_logits, (s, t) => new SoftCrossEntropy().Forward(s[0], t[0])) { IsDistance = false },
        ["SoftCrossEntropy of maps"] = new(_maps, (s, t) => new SoftCrossEntropy(targetEpsilon: 1e-7).Forward(s[0], t[0])) { IsDistance = false },
        ["LogitStandardization"] = new(_logits, (s, t) => new LogitStandardization().Forward(s[0], t[0])),
        ["LogitStandardization of sequences"] = new(_sequences, (s, t) => new LogitStandardization().Forward(s[0], t[0])),
        ["LogitStandardization of maps"] = new(_maps, (s, t) => new LogitStandardization().Forward(s[0], t[0])),
        ["LogitStandardization of one class"] = new([[Samples, 1]], (s, t) => new LogitStandardization().Forward(s[0], t[0])) { IsDistance = false },
        ["LogitMse"] = new(_logits, (s, t) => new LogitMse().Forward(s[0], t[0])),
        ["ProbabilityMse"] = new(_logits, (s, t) => new ProbabilityMse().Forward(s[0], t[0])),
        ["LogitCosine"] = new(_logits, (s, t) => new LogitCosine().Forward(s[0], t[0])),
        ["LogitCosine of maps"] = new(_maps, (s, t) => new LogitCosine().Forward(s[0], t[0])),
        ["Dkd"] = new(_logits, (s, t) => new Dkd().Forward(s[0], t[0], Labels(t))),
        ["Dkd of two classes"] = new([[Samples, 2]], (s, t) => new Dkd(temperature: 1).Forward(s[0], t[0], Labels(t))),
        ["Dkd, standardized"] = new(_logits, (s, t) => new Dkd(standardize: true).Forward(s[0], t[0], Labels(t))),
        ["Dist"] = new(_logits, (s, t) => new Dist().Forward(s[0], t[0])),
        ["Dist of sequences"] = new(_sequences, (s, t) => new Dist(temperature: 4).Forward(s[0], t[0])),
        ["Dist of maps"] = new(_maps, (s, t) => new Dist().Forward(s[0], t[0])),
        ["Dist of one class"] = new([[Samples, 1]], (s, t) => new Dist().Forward(s[0], t[0])) { IsDistance = false },
        ["Dist with an epsilon"] = new(_logits, (s, t) => new Dist(addEpsilon: true).Forward(s[0], t[0])) { IsDistance = false },
        ["WeightedSoftLabels"] = new(_logits, (s, t) => new WeightedSoftLabels().Forward(s[0], t[0], Labels(t))) { IsDistance = false, IsDifferentiable = false },
        ["Mlkd"] = new(_logits, (s, t) => new Mlkd().Forward(s[0], t[0])),
        ["Mlkd of one class"] = new([[Samples, 1]], (s, t) => new Mlkd().Forward(s[0], t[0])) { IsDistance = false },
        ["Mlkd of the least confident"] = new(_logits, (s, t) => new Mlkd(masking: MlkdMasking.LeastConfident).Forward(s[0], t[0])),
        ["Mlkd by the fraction"] = new(_logits, (s, t) => new Mlkd(masking: MlkdMasking.Fraction, standardize: true).Forward(s[0], t[0])),
        ["LabelSmoothing"] = new(_logits, (s, t) => new LabelSmoothing().Forward(s[0], Labels(t))) { IsDistance = false },
        ["LabelSmoothing over the others"] = new(_logits, (s, t) => new LabelSmoothing(0.5, overOtherClasses: true).Forward(s[0], Labels(t))) { IsDistance = false },
        ["LabelSmoothing of one class"] = new([[Samples, 1]], (s, t) => new LabelSmoothing(overOtherClasses: true).Forward(s[0], Labels(t))) { IsDistance = false },
        ["VirtualTeacher"] = new(_logits, (s, t) => new VirtualTeacher().Forward(s[0], Labels(t))) { IsDistance = false },
        ["VirtualTeacher of one class"] = new([[Samples, 1]], (s, t) => new VirtualTeacher().Forward(s[0], Labels(t))) { IsDistance = false },
        ["KnowledgeAdjustment"] = new(_logits, (s, t) => new KnowledgeAdjustment().Forward(s[0], t[0], Labels(t))),
        ["KnowledgeAdjustment of a wrong teacher"] = new(_logits, (s, t) => new KnowledgeAdjustment().Forward(s[0], t[0], Wrong(t))) { IsDistance = false },
        ["KnowledgeAdjustment by certain labels"] = new(
            _logits, (s, t) => new KnowledgeAdjustment(1, TeacherCorrection.LabelSmoothing, correctProbability: 1).Forward(s[0], t[0], Wrong(t))) { IsDistance = false },
    };

    /// <summary>The classes that the teacher is right about.</summary>
    private static Tensor Labels(Tensor[] teacher) => teacher[0].argmax(1);

    private static Tensor Wrong(Tensor[] teacher) => teacher[0].argmin(1);
}
