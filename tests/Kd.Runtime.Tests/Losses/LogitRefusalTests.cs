using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

/// <summary>How the losses on logits refuse what they cannot use.</summary>
public sealed class LogitRefusalTests : ScopedTest
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor, Tensor>> _losses = new()
    {
        ["Response"] = (s, t, _) => new Response().Forward(s, t),
        ["SoftCrossEntropy"] = (s, t, _) => new SoftCrossEntropy().Forward(s, t),
        ["LogitStandardization"] = (s, t, _) => new LogitStandardization().Forward(s, t),
        ["LogitMse"] = (s, t, _) => new LogitMse().Forward(s, t),
        ["ProbabilityMse"] = (s, t, _) => new ProbabilityMse().Forward(s, t),
        ["LogitCosine"] = (s, t, _) => new LogitCosine().Forward(s, t),
        ["Dist"] = (s, t, _) => new Dist().Forward(s, t),
        ["Dkd"] = (s, t, y) => new Dkd().Forward(s, t, y),
        ["WeightedSoftLabels"] = (s, t, y) => new WeightedSoftLabels().Forward(s, t, y),
        ["Mlkd"] = (s, t, _) => new Mlkd().Forward(s, t),
        ["KnowledgeAdjustment"] = (s, t, y) => new KnowledgeAdjustment().Forward(s, t, y),
        ["Cross-entropy"] = (s, _, y) => new TaskLoss().Forward(s, y),
        ["LabelSmoothing"] = (s, _, y) => new LabelSmoothing().Forward(s, y),
        ["VirtualTeacher"] = (s, _, y) => new VirtualTeacher().Forward(s, y),
    };

    private static readonly string[] _ofLabels = ["Dkd", "WeightedSoftLabels", "KnowledgeAdjustment", "Cross-entropy", "LabelSmoothing", "VirtualTeacher"];
    private static readonly string[] _ofTeachers = [.. _losses.Keys.Except(["Cross-entropy", "LabelSmoothing", "VirtualTeacher"])];

    public static TheoryData<string> OfLabels { get; } = [.. _ofLabels];

    public static TheoryData<string> OfTeachers { get; } = [.. _ofTeachers];

    [Theory]
    [MemberData(nameof(OfTeachers))]
    public void Logits_that_do_not_fit_are_named(string loss)
    {
        var labels = zeros([4], ScalarType.Int64);
        Refusals.Name(() => _losses[loss](randn(4, 5), randn(4, 6), labels), [4, 5], [4, 6]);
        Refusals.Name(() => _losses[loss](randn(4, 5), randn(3, 5), labels), [4, 5], [3, 5]);
        Refusals.Name(() => _losses[loss](randn(5), randn(5), labels), [5]);
        Refusals.Name(() => _losses[loss](randn(0, 5), randn(0, 5), labels), [0, 5]);
        Refusals.Name(() => _losses[loss](randn([1, 2, 3, 4, 5]), randn([1, 2, 3, 4, 5]), labels), [1, 2, 3, 4, 5]);
    }

    [Theory]
    [MemberData(nameof(OfTeachers))]
    public void Logits_that_are_integers_are_named(string loss)
    {
        var integers = zeros([4, 5], ScalarType.Int64);
        Assert.Contains("Int64", Assert.Throws<ArgumentException>(() => _losses[loss](integers, integers, zeros([4], ScalarType.Int64))).Message);
    }

    [Theory]
    [MemberData(nameof(OfLabels))]
    public void Labels_that_are_no_classes_are_named(string loss)
    {
        Refused("5", "from 0 to 4", tensor([0L, 1, 2, 5]));
        Refused("-1", "from 0 to 4", tensor([0L, -1, 2, 3]));
        Refused("Float32", "64-bit integers", zeros(4));
        Refused("(3)", "(4, 5)", zeros([3], ScalarType.Int64));

        void Refused(string was, string may, Tensor labels)
        {
            var refusal = Assert.Throws<ArgumentException>(() => _losses[loss](randn(4, 5), randn(4, 5), labels));
            Assert.Equal("labels", refusal.ParamName);
            Assert.Contains(loss, refusal.Message);
            Assert.Contains(was, refusal.Message);
            Assert.Contains(may, refusal.Message);
        }
    }

    [Fact]
    public void Sequences_and_maps_are_refused_where_there_is_one_label_per_sample()
    {
        Refusals.Name(() => new Dkd().Forward(randn(2, 3, 4), randn(2, 3, 4), zeros([2], ScalarType.Int64)), [2, 3, 4]);
        Refusals.Name(() => new Mlkd().Forward(randn(2, 3, 4), randn(2, 3, 4)), [2, 3, 4]);
    }

    [Fact]
    public void Too_few_classes_are_refused()
    {
        Refusals.Name(() => new Dkd().Forward(randn(4, 1), randn(4, 1), zeros([4], ScalarType.Int64)), [4, 1]);
        Assert.Throws<ArgumentException>(() => new LabelSmoothing(0.6, overOtherClasses: true).Forward(randn(4, 2), zeros([4], ScalarType.Int64)));
    }

    [Fact]
    public void Hyper_parameters_out_of_their_range_are_named()
    {
        foreach (var bad in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Out("temperature", () => new SoftCrossEntropy(bad));
            Out("temperature", () => new LogitMse(bad));
            Out("temperature", () => new ProbabilityMse(bad));
            Out("temperature", () => new LogitStandardization(bad));
            Out("temperature", () => new Dkd(temperature: bad));
            Out("temperature", () => new Dist(temperature: bad));
            Out("temperature", () => new WeightedSoftLabels(bad));
            Out("temperature", () => new Mlkd(bad));
            Out("temperature", () => new VirtualTeacher(temperature: bad));
            Out("temperature", () => new KnowledgeAdjustment(bad));
            Out("correctProbability", () => new VirtualTeacher(correctProbability: bad));
            Out("correctProbability", () => new KnowledgeAdjustment(correctProbability: bad));
        }

        foreach (var bad in new[] { -1, double.NaN, double.PositiveInfinity })
        {
            Out("targetEpsilon", () => new SoftCrossEntropy(targetEpsilon: bad));
            Out("epsilon", () => new LogitStandardization(epsilon: bad));
            Out("alpha", () => new Dkd(alpha: bad));
            Out("beta", () => new Dkd(beta: bad));
            Out("beta", () => new Dist(beta: bad));
            Out("gamma", () => new Dist(gamma: bad));
            Out("instanceWeight", () => new Mlkd(instanceWeight: bad));
            Out("batchWeight", () => new Mlkd(batchWeight: bad));
            Out("classWeight", () => new Mlkd(classWeight: bad));
            Out("smoothing", () => new LabelSmoothing(bad));
            Out("alpha", () => new VirtualTeacher(bad));
        }

        Out("smoothing", () => new LabelSmoothing(1));

        static void Out(string parameter, Func<Loss> make) => Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);
    }
}
