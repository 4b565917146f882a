using Kd.Losses;
using Kd.Training;

namespace Kd.Tests.Losses.Subjects;

/// <summary>Losses of peers that teach each other and of models that teach themselves: their targets are constants.</summary>
internal sealed class PeerSubjects : ILossSubjects
{
    private static readonly long[] _logits = [LossSubject.Samples, 5];

    public IReadOnlyDictionary<string, LossSubject> Subjects { get; } = new Dictionary<string, LossSubject>
    {
        ["MutualLearning"] = OfPeers(new MutualLearning().Forward),
        ["MutualLearning with their mean"] = OfPeers(new MutualLearning(3, target: PeerTarget.MeanOfOthers, targetEpsilon: 1e-7).Forward),
        ["MutualLearning, targets learned"] = OfPeers(new MutualLearning(2, targetGradient: true).Forward, isDifferentiable: true),
        ["CollaborativeLearning"] = OfPeers(new CollaborativeLearning().Forward),
        ["CollaborativeLearning by the best"] = OfPeers(new CollaborativeLearning(ensemble: PeerEnsemble.Best).Forward),
        ["CollaborativeLearning by the least"] = OfPeers(new CollaborativeLearning(ensemble: PeerEnsemble.MinLogit).Forward),
        ["NativeEnsemble"] = Of([_logits, _logits, [LossSubject.Samples, 2]], (s, t) => new NativeEnsemble().Forward(s, t[0].argmax(1)), isDifferentiable: false),
        ["NativeEnsemble without its teaching"] =
            Of([_logits, _logits, [LossSubject.Samples, 2]], (s, t) => new NativeEnsemble(consistency: 0).Forward(s, t[0].argmax(1)), isDifferentiable: true),
        ["DiversePeers"] = OfDiversity(mixLogits: false),
        ["DiversePeers of logits"] = OfDiversity(mixLogits: true),
        ["ClassWiseSelfDistillation"] = OfPairs([_logits], s => new ClassWiseSelfDistillation().Forward(s[0], zeros(s[0].size(0), ScalarType.Int64, s[0].device))),
        ["DataDistortion"] = OfPairs([_logits, [LossSubject.Samples, 3, 2, 2]], new DataDistortion().Forward),
        ["DataDistortion of all elements"] = OfPairs([_logits, [LossSubject.Samples, 3]], new DataDistortion(meanOverElements: true).Forward),
        ["ProgressiveSelfDistillation"] = Of([_logits], (s, t) => OfEpoch(s[0], t[0], 1), isDifferentiable: true),
        ["ProgressiveSelfDistillation, later"] = Of([_logits], (s, t) => OfEpoch(s[0], t[0], 2), isDifferentiable: true),
    };

    private static LossSubject OfPeers(Func<Tensor[], Tensor, Tensor> forward, bool isDifferentiable = false) =>
        Of([_logits, _logits, _logits], (s, t) => forward(s, t[0].argmax(1)), isDifferentiable);

    // Targets are learned too, so that the gradient is that of the value.
    private static LossSubject OfDiversity(bool mixLogits)
    {
        long[] feature = [LossSubject.Samples, 4];
        long[][] shapes = [_logits, _logits, feature, feature, _logits];
        return Of(shapes, (s, t) => Made(s[0]).Forward(s, t[0].argmax(1)), isDifferentiable: true);

        // Projections of numbers that are the same each time.
        DiversePeers Made(Tensor like)
        {
            var loss = new DiversePeers(shapes, factor: 2, mixLogits: mixLogits);
            loss.to(like.device, like.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32);
            using var constant = no_grad();
            foreach (var parameter in loss.parameters())
            {
                parameter.copy_(arange(parameter.numel(), parameter.dtype, parameter.device).sin().view(parameter.shape));
            }

            return loss;
        }
    }

    private static LossSubject OfPairs(long[][] shapes, Func<Tensor[], Tensor> forward) =>
        new(shapes, (s, _) => forward(s)) { IsDistance = false, IsDifferentiable = false, IsOfASet = false, TakesOneSample = false };

    private static LossSubject Of(long[][] shapes, Func<Tensor[], Tensor[], Tensor> forward, bool isDifferentiable) =>
        new(shapes, forward) { IsDistance = false, IsDifferentiable = isDifferentiable };

    private static Tensor OfEpoch(Tensor student, Tensor teacher, int epoch) =>
        new ProgressiveSelfDistillation(student.shape, student.size(0))
            .Forward(student, teacher.argmax(1), arange(student.size(0), ScalarType.Int64, student.device), new StepContext(epoch, 0, 0.5));
}
