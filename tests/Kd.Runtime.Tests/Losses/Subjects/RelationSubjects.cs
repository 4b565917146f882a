using Kd.Losses;

namespace Kd.Tests.Losses.Subjects;

/// <summary>Losses of relations between samples, channels, pixels and tokens.</summary>
internal sealed class RelationSubjects : ILossSubjects
{
    private const int Samples = LossSubject.Samples;
    private static readonly long[] _vectors = [Samples, 6];
    private static readonly long[] _map = [Samples, 2, 3, 3];
    private static readonly long[] _tokens = [Samples, 3, 5];
    private static readonly long[] _scores = [Samples, 2, 3, 3];

    public IReadOnlyDictionary<string, LossSubject> Subjects { get; } = new Dictionary<string, LossSubject>
    {
        ["RkdDistance"] = Of(_map, new RkdDistance().Forward),
        ["RkdDistance, normalized"] = Of(_vectors, new RkdDistance(normalize: true).Forward),
        ["RkdAngle"] = Of(_map, new RkdAngle().Forward),
        ["RkdAngle, normalized"] = Of(_vectors, new RkdAngle(normalize: true).Forward),
        ["RkdAngle, one anchor at a time"] = Of(_vectors, (s, t) => new RkdAngle().Forward(s, t, elementsAtOnce: 1)),
        ["Rkd"] = Of(_vectors, new Rkd(25, 50).Forward),
        ["HardDarkRank"] = new([_vectors], (s, t) => new HardDarkRank(neighbors: 2).Forward(s[0], t[0])) { IsDistance = false },
        ["Pkt"] = Of(_vectors, new Pkt().Forward),
        ["CorrelationCongruence"] = Of(_map, new CorrelationCongruence().Forward),
        ["CorrelationCongruence, bilinear by norm"] =
            Of(_vectors, new CorrelationCongruence(form: CorrelationForm.Bilinear, normalize: false, distance: CorrelationDistance.Norm).Forward),
        ["CorrelationCongruence of consecutive differences"] =
            new([_vectors], (s, t) => new CorrelationCongruence(form: CorrelationForm.ConsecutiveDifferences).Forward(s[0], t[0])) { IsOfASet = false },
        ["CorrelationCongruence of embeddings"] = new([_vectors], (s, t) =>
            Seeded(() => new CorrelationCongruence(s[0].shape, t[0].shape, embedding: 4), s[0]).Forward(s[0], t[0])) { IsDistance = false },
        ["Ickd"] = new([_map], (s, t) => Seeded(() => new Ickd(s[0].shape, t[0].shape), s[0]).Forward(s[0], t[0])) { IsDistance = false },
        ["Ickd without embedding"] = Of(_map, new Ickd(embed: false).Forward),
        ["Ickd of elements"] = Of(_map, new Ickd(embed: false, reduction: IckdReduction.ElementMean).Forward),
        ["Gram"] = Of(_map, new Gram().Forward),
        ["Gram, normalized"] = Of(_tokens, new Gram(normalize: true).Forward),
        ["Affinity"] = Of(_map, new Affinity().Forward),
        ["Kta"] = Of(_map, new Kta().Forward),
        ["Kta by squares"] = Of(_map, new Kta(p: 2, q: 1).Forward),
        ["Irg"] = new([[Samples, 2, 4, 4], [Samples, 4, 2, 2], _vectors, [Samples, 3]], (s, t) => new Irg().Forward(s, t)),
        ["Kdsvd"] = new([[Samples, 3, 3, 3], [Samples, 5, 2, 2]], (s, t) => new Kdsvd().Forward(s, t)),
        ["Kdsvd of rows"] = new([[Samples, 2, 3, 3], [Samples, 2, 3, 2]], (s, t) => new Kdsvd(2, SvdMatrix.RowsByColumns).Forward(s, t)),
        ["Crd"] = new([_vectors], (s, t) => Seeded(() => new Crd(s[0].shape, t[0].shape, 9, embedding: 4, negatives: 7), s[0])
            .Forward(s[0], t[0], arange(s[0].size(0), ScalarType.Int64, s[0].device))) { IsDistance = false, IsOfASet = false, IsDifferentiable = false },
        ["HiddenState"] = Of(_tokens, (s, t) => new HiddenState().Forward(s, t, Mask(s))),
        ["HiddenState by cosines"] = Of(_tokens, (s, t) => new HiddenState(HiddenDistance.Cosine).Forward(s, t)),
        ["HiddenState of first tokens"] = Of(_tokens, (s, t) => new HiddenState(HiddenDistance.FirstToken).Forward(s, t)),
        ["HiddenFlow"] = new([_tokens, [Samples, 3, 4]], (s, t) => new HiddenFlow().Forward(s, t, Mask(s[0]))),
        ["HiddenFlow of tokens"] = new([_tokens, _tokens], (s, t) => new HiddenFlow(HiddenRelation.Tokens).Forward(s, t, Mask(s[0]))),
        ["AttentionMap"] = Of(_scores, (s, t) => new AttentionMap().Forward(s, t, Mask(s.select(1, 0)))),
        ["AttentionMap by divergence"] = Of(_scores, (s, t) => new AttentionMap(AttentionDistance.KullbackLeibler).Forward(s, t, Mask(s.select(1, 0)))),
        ["AttentionMap of summed heads"] = Of(_scores, (s, t) => new AttentionMap(heads: AttentionHeads.SumMap).Forward(s, t)),
        ["AttentionMap by cross-entropy"] = new(
            [_scores], (s, t) => new AttentionMap(AttentionDistance.CrossEntropy, AttentionHeads.MeanMap).Forward(s[0], t[0])) { IsDistance = false },
    };

    private static LossSubject Of(long[] shape, Func<Tensor, Tensor, Tensor> forward) => new([shape], (s, t) => forward(s[0], t[0]));

    /// <summary>All tokens but the last.</summary>
    private static Tensor Mask(Tensor tokens) => arange(tokens.size(1), device: tokens.device).lt(tokens.size(1) - 1).expand(tokens.size(0), tokens.size(1));

    /// <summary>A loss with the same weights each time.</summary>
    private static T Seeded<T>(Func<T> make, Tensor like)
        where T : Loss
    {
        manual_seed(3);
        var loss = make();
        // What a loss learns is never of less than single precision.
        loss.to(like.dtype == ScalarType.BFloat16 ? ScalarType.Float32 : like.dtype);
        loss.to(like.device);
        manual_seed(4);
        return loss;
    }
}
