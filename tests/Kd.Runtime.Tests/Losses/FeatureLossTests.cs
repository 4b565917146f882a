using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Tests.Losses.Subjects;

namespace Kd.Tests.Losses;

/// <summary>What holds for several losses of features.</summary>
public sealed class FeatureLossTests : ScopedTest
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> _ofMaps = new()
    {
        ["AttentionTransfer"] = new AttentionTransfer().Forward,
        ["AttentionTransfer to the third power"] = new AttentionTransfer(power: 3).Forward,
        ["AttentionTransfer over elements"] = new AttentionTransfer(map: AttentionTransferMap.Elements).Forward,
        ["AttentionTransfer by the norm"] = new AttentionTransfer(distance: AttentionTransferDistance.SampleNorm).Forward,
        ["NeuronSelectivityTransfer"] = new NeuronSelectivityTransfer().Forward,
        ["FactorTransfer of features"] = (student, teacher) => new FactorTransfer([1, 3, 4, 4], [1, 3, 4, 4], paraphrase: false).Forward(student, teacher),
        ["Pkd"] = new Pkd().Forward,
        ["ChannelWiseDivergence"] = new ChannelWiseDivergence().Forward,
        ["HierarchicalContext"] = new HierarchicalContext().Forward,
    };

    public static TheoryData<string> Names { get; } = [.. new FeatureSubjects().Subjects.Keys];

    public static TheoryData<string> OfMaps { get; } = [.. _ofMaps.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_finite_in_half_precision(string name)
    {
        var loss = LossSubject.All[name];

        var (value, gradients) = loss.Differentiate(loss.Random(ScalarType.BFloat16), loss.Random(ScalarType.BFloat16));

        Assert.All([value, .. gradients], tensor => Assert.True(Tensors.AreFinite(tensor)));
        Assert.Contains(gradients, gradient => gradient.abs().max().ToDouble() > 0);
    }

    [Theory]
    [InlineData("AttentionTransfer")]
    [InlineData("AttentionTransfer to the third power")]
    [InlineData("AttentionTransfer over elements")]
    [InlineData("AttentionTransfer by the norm")]
    [InlineData("NeuronSelectivityTransfer")]
    [InlineData("FactorTransfer of features")]
    [InlineData("Pkd")]
    public void Does_not_change_with_the_scale_of_the_students_feature(string name)
    {
        var (student, teacher) = (Map(), Map());

        var value = _ofMaps[name](student, teacher).ToDouble();

        Assert.Equal(value, _ofMaps[name](student.mul(7), teacher).ToDouble(), 1e-6 * value);
    }

    [Theory]
    [InlineData("AttentionTransfer")]
    [InlineData("AttentionTransfer by the norm")]
    [InlineData("NeuronSelectivityTransfer")]
    [InlineData("FactorTransfer of features")]
    [InlineData("Pkd")]
    [InlineData("HierarchicalContext")]
    public void Is_the_same_both_ways(string name)
    {
        var (student, teacher) = (Map(), Map());

        Assert.Equal(_ofMaps[name](student, teacher).ToDouble(), _ofMaps[name](teacher, student).ToDouble(), 1e-12);
    }

    [Theory]
    [MemberData(nameof(OfMaps))]
    public void A_batch_that_differs_is_named(string name) =>
        Refusals.Name(() => _ofMaps[name](randn(3, 3, 4, 4), randn(4, 3, 4, 4)), [3, 3, 4, 4], [4, 3, 4, 4]);

    [Theory]
    [MemberData(nameof(OfMaps))]
    public void Features_that_are_not_maps_are_named(string name) => Refusals.Name(() => _ofMaps[name](randn(3, 4, 4), randn(3, 4, 4)), [3, 4, 4]);

    [Theory]
    [InlineData("AttentionTransfer over elements")]
    [InlineData("FactorTransfer of features")]
    [InlineData("Pkd")]
    [InlineData("ChannelWiseDivergence")]
    [InlineData("HierarchicalContext")]
    public void Channels_that_differ_are_named_with_the_remedy(string name) =>
        Assert.Contains("Adapter", Assert.Throws<ArgumentException>(() => _ofMaps[name](randn(3, 3, 4, 4), randn(3, 5, 4, 4))).Message);

    [Theory]
    [InlineData("AttentionTransfer", 6)]
    [InlineData("AttentionTransfer", 3)]
    [InlineData("NeuronSelectivityTransfer", 6)]
    [InlineData("NeuronSelectivityTransfer", 3)]
    public void Channels_and_sizes_may_differ(string name, long size)
    {
        var value = _ofMaps[name](randn(3, 2, size, size), randn(3, 5, 4, 5));

        Assert.True(value.ToDouble() > 0);
    }

    public static TheoryData<Action> WrongHyperParameters { get; } =
    [
        () => new AttentionTransfer(power: 0.5),
        () => new AttentionTransfer(power: double.NaN),
        () => new AttentionTransfer(epsilon: -1),
        () => new ActivationBoundary(margin: 0),
        () => new ChannelWiseDivergence(temperature: 0),
        () => new Vid([1, 3], [1, 3], hidden: -1),
        () => new Vid([1, 3], [1, 3], initialVariance: 0),
        () => new Vid([1, 3], [1, 3], epsilon: 0),
        () => new PadL2([1, 3], epsilon: 0),
        () => new Mgd([1, 3, 4, 4], maskRatio: -0.1),
        () => new Mgd([1, 3, 4, 4], maskRatio: 1.1),
        () => new FactorTransfer([1, 3, 4, 4], [1, 3, 4, 4], rate: 0),
        () => new FactorTransfer([1, 3, 4, 4], [1, 3, 4, 4], reconstruction: -1),
        () => new ReviewKd([[1, 3]], [[1, 3]], maximumMiddle: 0),
        () => new SimKd([1, 3, 4, 4], [1, 3, 4, 4], factor: 0),
        () => new SimKd([1, 3, 4, 4], [1, 3, 4, 4], factor: 4),
        () => new Srrl([1, 3], [1, 3], regressionWeight: -1),
        () => new SemCkd([[1, 3]], [[1, 3]], batchSize: 0),
        () => new SemCkd([[1, 3]], [[1, 3]], temperature: 0),
        () => new SemCkd([[1, 3]], [[1, 3]], factor: 0),
    ];

    [Theory]
    [MemberData(nameof(WrongHyperParameters))]
    public void Hyper_parameters_out_of_their_range_are_refused(Action make) => Assert.Throws<ArgumentOutOfRangeException>(make);

    public static TheoryData<Action> WrongShapes { get; } =
    [
        () => new Vid([1, 3, 4], [1, 3]),
        () => new PadL2([1, 3, 4]),
        () => new Mgd([3]),
        () => new FactorTransfer([1, 3, 4], [1, 3, 4, 4]),
        () => new SimKd([1, 3], [1, 3, 4, 4]),
        () => new Srrl([1, 3], [3]),
        () => new ReviewKd([[1, 3], [1, 3]], [[1, 3]]),
        () => new ReviewKd([], []),
        () => new SemCkd([], []),
    ];

    [Theory]
    [MemberData(nameof(WrongShapes))]
    public void Shapes_that_a_loss_cannot_be_made_for_are_refused(Action make) => Assert.IsType<ArgumentException>(Record.Exception(make));

    public static TheoryData<Func<Tensor, Tensor>> MadeForThreeChannels { get; } =
    [
        map => new Vid([1, 3, 4, 4], [1, 3, 4, 4]).Forward(map, randn(2, 3, 4, 4)),
        map => new Vid([1, 3, 4, 4], [1, 3, 4, 4]).Forward(randn(2, 3, 4, 4), map),
        map => new PadL2([1, 3, 4, 4]).Forward(map, map),
        map => new Mgd([1, 3, 4, 4]).Forward(map, map),
        map => new FactorTransfer([1, 3, 4, 4], [1, 3, 4, 4]).Forward(map, randn(2, 3, 4, 4)),
        map => new FactorTransfer([1, 3, 4, 4], [1, 3, 4, 4]).Forward(randn(2, 3, 4, 4), map),
        map => new SimKd([1, 3, 4, 4], [1, 3, 4, 4]).Forward(map, randn(2, 3, 4, 4)),
        map => new SimKd([1, 3, 4, 4], [1, 3, 4, 4]).Forward(randn(2, 3, 4, 4), map),
        map => new Srrl([1, 3, 4, 4], [1, 3, 4, 4]).Forward(map, randn(2, 3, 4, 4), nn.Linear(3, 2)),
        map => new ReviewKd([[1, 3, 4, 4]], [[1, 3, 4, 4]]).Forward([map], [randn(2, 3, 4, 4)]),
        map => new ReviewKd([[1, 3, 4, 4]], [[1, 3, 4, 4]]).Forward([randn(2, 3, 4, 4)], [map]),
        map => new SemCkd([[1, 3, 4, 4]], [[1, 3, 4, 4]]).Forward([map], [randn(2, 3, 4, 4)]),
    ];

    [Theory]
    [MemberData(nameof(MadeForThreeChannels))]
    public void Features_of_other_channels_than_the_loss_was_made_for_are_named(Func<Tensor, Tensor> forward)
    {
        var message = Assert.Throws<ArgumentException>(() => forward(randn(2, 5, 4, 4))).Message;

        Assert.Contains("3 channels", message);
        Assert.Contains("(2, 5, 4, 4)", message);
    }

    private static Tensor Map() => randn([3, 3, 4, 4], ScalarType.Float64);
}
