using Kd.Losses;

namespace Kd.Tests.Losses.Subjects;

/// <summary>Losses of features.</summary>
internal sealed class FeatureSubjects : ILossSubjects
{
    private const int Samples = LossSubject.Samples;
    private static readonly long[][] _map = [[Samples, 3, 4, 4]];
    private static readonly long[][] _vector = [[Samples, 5]];
    private static readonly long[][] _places = [[Samples, 3, 4, 4], [Samples, 4, 2, 2], [Samples, 5]];

    public IReadOnlyDictionary<string, LossSubject> Subjects { get; } = new Dictionary<string, LossSubject>
    {
        ["AttentionTransfer"] = new(_map, (s, t) => new AttentionTransfer().Forward(s[0], t[0])),
        ["AttentionTransfer to the fourth power"] = new(_map, (s, t) => new AttentionTransfer(power: 4).Forward(s[0], t[0])),
        ["AttentionTransfer to the third power, with an epsilon"] = new(_map, (s, t) => new AttentionTransfer(power: 3, epsilon: 1e-6).Forward(s[0], t[0])),
        ["AttentionTransfer over elements"] = new(_map, (s, t) => new AttentionTransfer(map: AttentionTransferMap.Elements).Forward(s[0], t[0])),
        ["AttentionTransfer by the norm"] = new(_map, (s, t) => new AttentionTransfer(distance: AttentionTransferDistance.SampleNorm).Forward(s[0], t[0])),
        ["NeuronSelectivityTransfer"] = new(_map, (s, t) => new NeuronSelectivityTransfer().Forward(s[0], t[0])),
        ["ActivationBoundary"] = new(_map, (s, t) => new ActivationBoundary().Forward(s[0], t[0])) { IsDistance = false },
        ["ActivationBoundary of elements"] =
            new(_vector, (s, t) => new ActivationBoundary(2, LossReduction.ElementMean).Forward(s[0], t[0])) { IsDistance = false },
        ["ChannelWiseDivergence"] = new(_map, (s, t) => new ChannelWiseDivergence().Forward(s[0], t[0])),
        ["Pkd"] = new(_map, (s, t) => new Pkd().Forward(s[0], t[0])),
        ["Pkd of vectors"] = new(_vector, (s, t) => new Pkd(resizeStudent: false).Forward(s[0], t[0])),
        ["Ofd"] = new(_map, (s, t) => new Ofd().Forward(s[0], t[0], nn.BatchNorm2d(3, device: s[0].device))),
        ["Ofd with margins of the batch"] = new(_map, (s, t) => new Ofd(OfdMargin.Batch, LossReduction.ElementMean).Forward(s[0], t[0], null)),
        ["FactorTransfer of features"] = new(_map, (s, t) => new FactorTransfer(_map[0], _map[0], paraphrase: false).Forward(s[0], t[0])),
        ["FactorTransfer of features by the norm"] =
            new(_map, (s, t) => new FactorTransfer(_map[0], _map[0], paraphrase: false, distance: FactorDistance.SampleNorm).Forward(s[0], t[0])),
        ["FactorTransfer of attention"] =
            new(_map, (s, t) => new FactorTransfer(_map[0], _map[0], false, factor: FactorForm.Attention, distance: FactorDistance.MeanSquared).Forward(s[0], t[0])),
        ["FactorTransfer"] = Learned(_map, () => new FactorTransfer(_map[0], _map[0]), (loss, s, t) => loss.Forward(s[0], t[0])),
        ["FactorTransfer with batch normalisation"] =
            Learned(_map, () => new FactorTransfer(_map[0], _map[0], batchNorm: true), (loss, s, t) => loss.Forward(s[0], t[0])),
        ["Vid"] = Learned(_map, () => new Vid(_map[0], _map[0]), (loss, s, t) => loss.Forward(s[0], t[0])),
        ["Vid of vectors"] = Learned(_vector, () => new Vid(_vector[0], _vector[0], hidden: 7), (loss, s, t) => loss.Forward(s[0], t[0])),
        ["PadL2"] = Learned(_vector, () => new PadL2(_vector[0]), (loss, s, t) => loss.Forward(s[0], t[0])),
        ["PadL2 of maps"] = Learned(_map, () => new PadL2(_map[0]), (loss, s, t) => loss.Forward(s[0], t[0])),
        ["Mgd"] = Learned(_map, () => new Mgd(_map[0]), (loss, s, t) => loss.Forward(s[0], t[0]), isOfASet: false),
        ["Mgd of channels"] =
            Learned(_map, () => new Mgd(_map[0], 0.15, MgdMask.Channels), (loss, s, t) => loss.Forward(s[0], t[0]), isOfASet: false),
        ["HierarchicalContext"] = new([[Samples, 2, 5, 5]], (s, t) => new HierarchicalContext().Forward(s[0], t[0])),
        ["HierarchicalContext of vectors"] = new(_vector, (s, t) => new HierarchicalContext().Forward(s[0], t[0])),
        ["ReviewKd"] = Learned(_places, () => new ReviewKd(_places, _places), (loss, s, t) => loss.Forward(s, t)),
        ["SimKd"] = Learned(_map, () => new SimKd(_map[0], _map[0]), (loss, s, t) => loss.Forward(s[0], t[0])),
        ["Srrl"] = Learned(_map, () => new Srrl(_map[0], _map[0]), (loss, s, t) => loss.Forward(s[0], t[0], Classifier(3, s[0]))),
        ["Srrl of vectors"] = Learned(_vector, () => new Srrl(_vector[0], _vector[0], 2), (loss, s, t) => loss.Forward(s[0], t[0], Classifier(5, s[0]))),
        ["SemCkd"] = Learned(_places, () => new SemCkd(_places, _places, Samples), (loss, s, t) => loss.Forward(s, t), isOfASet: false, mostSamples: Samples),
        ["SemCkd of a batch that is not full"] =
            Learned(_places, () => new SemCkd(_places, _places, Samples + 2, 0.5), (loss, s, t) => loss.Forward(s, t), isOfASet: false, mostSamples: Samples + 2),
    };

    private static nn.Module<Tensor, Tensor> Classifier(long features, Tensor like) => nn.Linear(features, 6, device: like.device, dtype: like.dtype);

    /// <summary>A loss with learned parts, which are the same whenever it is made.</summary>
    internal static LossSubject Learned<T>(
        long[][] shapes, Func<T> make, Func<T, Tensor[], Tensor[], Tensor> forward, bool isOfASet = true, int mostSamples = int.MaxValue)
        where T : Loss =>
        new(shapes, (student, teacher) =>
        {
            manual_seed(7);
            var loss = make();
            loss.to(student[0].device, student[0].dtype);
            var value = forward(loss, student, teacher);
            GC.KeepAlive(loss);
            return value;
        })
        {
            IsDistance = false,
            MostSamples = mostSamples,
            IsOfASet = isOfASet,
        };
}
