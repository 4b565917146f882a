using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

/// <summary>A loss as the properties that all losses share see it: a scalar of tensors that are learned and tensors that are given.</summary>
internal sealed class LossSubject
{
    private const int Samples = 4;
    private readonly long[][] _learned;
    private readonly Func<Tensor[], Tensor[], Tensor> _forward;

    private LossSubject(long[][] learned, Func<Tensor[], Tensor[], Tensor> forward) => (_learned, _forward) = (learned, forward);

    public static IReadOnlyDictionary<string, LossSubject> All { get; } = new Dictionary<string, LossSubject>
    {
        ["Response"] = new([[Samples, 5]], (s, t) => new Response().Forward(s[0], t[0])),
        ["Response of sequences"] = new([[Samples, 3, 5]], (s, t) => new Response(temperature: 2).Forward(s[0], t[0])),
        ["Response of maps"] = new([[Samples, 5, 2, 3]], (s, t) => new Response(temperature: 1).Forward(s[0], t[0])),
        ["Response of elements"] = new([[Samples, 5]], (s, t) => new Response(reduction: LossReduction.ElementMean).Forward(s[0], t[0])),
        ["Response, summed"] = new([[Samples, 5]], (s, t) => new Response(reduction: LossReduction.Sum).Forward(s[0], t[0])),
        ["Guided"] = new([[Samples, 2, 3, 3]], (s, t) => new Guided().Forward(s[0], t[0])),
        ["RelationPair"] = new([[Samples, 2, 4, 4], [Samples, 3, 2, 2]], (s, t) => new RelationPair().Forward(s, t)),
        ["RelationPair by maximum and norm"] =
            new([[Samples, 2, 4, 4], [Samples, 3, 2, 2]], (s, t) => new RelationPair(FspPooling.Max, FspDistance.ChannelNorm).Forward(s, t)),
        ["SimilarityPreserving"] = new([[Samples, 2, 3, 3]], (s, t) => new SimilarityPreserving().Forward(s[0], t[0])),
        ["SimilarityPreserving by sums"] = new([[Samples, 6]], (s, t) => new SimilarityPreserving(rowNorm: 1).Forward(s[0], t[0])),
        ["TaskLoss"] = new([[Samples, 5]], (s, t) => new TaskLoss().Forward(s[0], Labels(t[0]))),
        ["MseLoss"] = new([[Samples, 3]], (s, t) => new MseLoss().Forward(s[0], t[0])),
        ["MseLoss of a column"] = new([[Samples, 1]], (s, t) => new MseLoss().Forward(s[0], t[0].squeeze(1))),
        ["Response with an epsilon"] = new([[Samples, 5]], (s, t) => new Response(targetEpsilon: 1e-7).Forward(s[0], t[0])),
    };

    /// <summary>All losses.</summary>
    public static TheoryData<string> Names { get; } = [.. All.Keys];

    /// <summary>The losses that are a distance between student and teacher.</summary>
    public static TheoryData<string> Distances { get; } = [.. All.Keys.Where(name => name is not ("TaskLoss" or "Response with an epsilon"))];

    /// <summary>Random values of the shapes that this loss takes.</summary>
    public Tensor[] Random(ScalarType type = ScalarType.Float64) => Make(shape => randn(shape, type));

    /// <summary>Values of the shapes that this loss takes.</summary>
    public Tensor[] Make(Func<long[], Tensor> make) => [.. _learned.Select(make)];

    public Tensor Forward(Tensor[] student, Tensor[] teacher) => _forward(student, teacher);

    /// <summary>The loss and its gradients with respect to the student's values.</summary>
    public (Tensor Loss, Tensor[] Gradients) Differentiate(Tensor[] student, Tensor[] teacher)
    {
        Tensor[] learned = [.. student.Select(Tensors.Learned)];
        var loss = Forward(learned, teacher);
        loss.backward();
        return (loss, [.. learned.Select(leaf => leaf.grad!)]);
    }

    private static Tensor Labels(Tensor logits) => logits.argmax(1);
}
