using Kd.Losses;

namespace Kd.Tests.Losses.Subjects;

/// <summary>The losses of the digits sample, and those of tasks.</summary>
internal sealed class FirstSubjects : ILossSubjects
{
    private const int Samples = LossSubject.Samples;

    public IReadOnlyDictionary<string, LossSubject> Subjects { get; } = new Dictionary<string, LossSubject>
    {
        ["Response"] = new([[Samples, 5]], (s, t) => new Response().Forward(s[0], t[0])),
        ["Response of sequences"] = new([[Samples, 3, 5]], (s, t) => new Response(temperature: 2).Forward(s[0], t[0])),
        ["Response of maps"] = new([[Samples, 5, 2, 3]], (s, t) => new Response(temperature: 1).Forward(s[0], t[0])),
        ["Response of elements"] = new([[Samples, 5]], (s, t) => new Response(reduction: LossReduction.ElementMean).Forward(s[0], t[0])),
        ["Response, summed"] = new([[Samples, 5]], (s, t) => new Response(reduction: LossReduction.Sum).Forward(s[0], t[0])),
        ["Response with an epsilon"] = new([[Samples, 5]], (s, t) => new Response(targetEpsilon: 1e-7).Forward(s[0], t[0])) { IsDistance = false },
        ["Guided"] = new([[Samples, 2, 3, 3]], (s, t) => new Guided().Forward(s[0], t[0])),
        ["RelationPair"] = new([[Samples, 2, 4, 4], [Samples, 3, 2, 2]], (s, t) => new RelationPair().Forward(s, t)),
        ["RelationPair by maximum and norm"] =
            new([[Samples, 2, 4, 4], [Samples, 3, 2, 2]], (s, t) => new RelationPair(FspPooling.Max, FspDistance.ChannelNorm).Forward(s, t)),
        ["SimilarityPreserving"] = new([[Samples, 2, 3, 3]], (s, t) => new SimilarityPreserving().Forward(s[0], t[0])),
        ["SimilarityPreserving by sums"] = new([[Samples, 6]], (s, t) => new SimilarityPreserving(rowNorm: 1).Forward(s[0], t[0])),
        ["TaskLoss"] = new([[Samples, 5]], (s, t) => new TaskLoss().Forward(s[0], t[0].argmax(1))) { IsDistance = false },
        ["MseLoss"] = new([[Samples, 3]], (s, t) => new MseLoss().Forward(s[0], t[0])),
        ["MseLoss of a column"] = new([[Samples, 1]], (s, t) => new MseLoss().Forward(s[0], t[0].squeeze(1))),
    };
}
