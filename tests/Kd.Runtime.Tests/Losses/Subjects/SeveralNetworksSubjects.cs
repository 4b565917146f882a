using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses.Subjects;

/// <summary>The losses of several exits, of networks that teach themselves and of several teachers. Where a method detaches, the teacher's tensors stand.</summary>
internal sealed class SeveralNetworksSubjects : ILossSubjects
{
    private static readonly long[] _logits = [LossSubject.Samples, 5];
    private static readonly long[] _map = [LossSubject.Samples, 2, 3, 3];

    public IReadOnlyDictionary<string, LossSubject> Subjects { get; } = new Dictionary<string, LossSubject>
    {
        ["Byot"] = new([_logits, _map], (s, t) => new Byot().Forward([s[0], t[0]], [s[1], t[1]], Labels(t))) { IsDistance = false },
        ["Byot without labels"] = new(
            [_logits, _map],
            (s, t) => new Byot(labelWeight: 0, deepestLabelWeight: 0, featureWeight: 0.1, featureReduction: LossReduction.ElementMean).Forward([s[0], t[0]], [s[1], t[1]], Labels(t))),
        ["Byot as its authors' code"] = new(
            [_logits, _map], (s, t) => new Byot(deepestLabelWeight: 0.9, crossEntropy: true, activeOnly: true).Forward([s[0], t[0]], [s[1], t[1]], Labels(t))) { IsDistance = false },
        ["Dks"] = new([_logits, _logits], (s, t) => new Dks().Forward([s[0], s[1], t[0]], Labels(t))) { IsDistance = false, IsDifferentiable = false },
        ["Dks without labels"] = new([_logits], (s, t) => new Dks(labelWeight: 0).Forward([s[0], t[0]], Labels(t))) { IsDifferentiable = false },
        ["Frskd"] = new([_logits, _map], (s, t) => new Frskd().Forward(s[0], [t[0], s[1], t[1]], Labels(t))) { IsDistance = false },
        ["Frskd without labels"] = new([_logits, _map], (s, t) => new Frskd(labelWeight: 0).Forward(s[0], [t[0], s[1], t[1]], Labels(t))),
        ["Frskd that teaches its teacher"] = new(
            [_logits, _logits, _map], (s, t) => new Frskd(detachTarget: false).Forward(s[0], [s[1], s[2], t[2]], Labels(t))) { IsDistance = false },
        ["Bake"] = new([_logits], (s, t) => new Bake().Forward(s[0], t[0])) { IsDistance = false, IsDifferentiable = false },
        ["MultiTeacherResponse of equal teachers"] = new([_logits], (s, t) => new MultiTeacherResponse().Forward(s[0], [t[0], t[0]])),
        ["MultiTeacherResponse by entropy"] = OfTeachers(TeacherCombination.Entropy),
        ["MultiTeacherResponse by confidence"] = OfTeachers(TeacherCombination.Confidence),
        ["MultiTeacherResponse by gradient"] = OfTeachers(TeacherCombination.Gradient),
        ["MultiTeacherResponse of mean logits"] = OfTeachers(TeacherCombination.MeanLogits),
        ["MultiTeacherGuided"] = new([_map, _map, _logits], (s, t) => new MultiTeacherGuided().Forward(s[..2], t[..2], [new Answering(s[2]), new Answering(t[2])], Labels(t[2..]))),
    };

    private static LossSubject OfTeachers(TeacherCombination combination) =>
        new([_logits], (s, t) => new MultiTeacherResponse(combination: combination).Forward(s[0], [t[0], t[0].mul(0.5)], Labels(t))) 
        {
            IsDistance = false,
            IsDifferentiable = combination != TeacherCombination.Gradient,
            IsReadByHost = combination == TeacherCombination.Gradient,
        };

    private static Tensor Labels(Tensor[] teacher) => teacher[0].argmax(1);
}
