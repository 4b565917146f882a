using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

/// <summary>What holds for BYOT, DKS, FRSKD and BAKE beyond what holds for all losses.</summary>
public sealed class SelfTeachingTests : ScopedTest
{
    private readonly Tensor _labels = tensor([0L, 1, 2, 0]);
    private readonly Tensor[] _logits = [Random(4, 5), Random(4, 5), Random(4, 5)];
    private readonly Tensor[] _features = [Random(4, 2, 3, 3), Random(4, 2, 3, 3), Random(4, 2, 3, 3)];

    public static TheoryData<string, Action> OutOfRange { get; } = new()
    {
        { "temperature", () => _ = new Byot(0) },
        { "labelWeight", () => _ = new Byot(labelWeight: -1) },
        { "deepestLabelWeight", () => _ = new Byot(deepestLabelWeight: -1) },
        { "responseWeight", () => _ = new Byot(responseWeight: double.NaN) },
        { "featureWeight", () => _ = new Byot(featureWeight: -1) },
        { "temperature", () => _ = new Dks(-1) },
        { "labelWeight", () => _ = new Dks(labelWeight: -1) },
        { "synergyWeight", () => _ = new Dks(synergyWeight: -1) },
        { "temperature", () => _ = new Frskd(double.NaN) },
        { "responseWeight", () => _ = new Frskd(responseWeight: -1) },
        { "attentionWeight", () => _ = new Frskd(attentionWeight: -1) },
        { "labelWeight", () => _ = new Frskd(labelWeight: -1) },
        { "temperature", () => _ = new Bake(0) },
        { "omega", () => _ = new Bake(omega: 1) },
        { "omega", () => _ = new Bake(omega: -0.1) },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Hyper_parameters_out_of_their_range_are_refused_by_name(string name, Action make) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);

    [Fact]
    public void Byot_leaves_what_teaches_alone()
    {
        var (deepest, shallow, features) = (Tensors.Learned(_logits[0]), Tensors.Learned(_logits[1]), Tensors.Learned(_features[0]));

        new Byot(deepestLabelWeight: 0).Forward([shallow, deepest], [_features[1].requires_grad_(true), features], _labels).backward();

        Assert.Equal(0, deepest.grad!.abs().sum().ToDouble());
        Assert.True(shallow.grad!.abs().sum().ToDouble() > 0);
        Assert.Null(features.grad);
    }

    [Fact]
    public void Byot_of_active_features_does_not_see_where_both_are_negative()
    {
        var loss = new Byot(labelWeight: 0, deepestLabelWeight: 0, responseWeight: 0, featureWeight: 1, activeOnly: true);

        Assert.Equal(0, loss.Forward(_logits[..2], [_features[0].abs().neg(), _features[1].abs().neg()], _labels).ToDouble());
        Assert.True(loss.Forward(_logits[..2], [_features[0].abs().neg(), _features[1].abs()], _labels).ToDouble() > 0);
    }

    [Fact]
    public void Dks_is_the_sum_of_the_divergences_between_all_exits()
    {
        Tensor[] exits = [.. _logits.Select(Tensors.Learned)], same = [.. _logits.Select(Tensors.Learned)];
        var expected = same.Select(s => new TaskLoss().Forward(s, _labels)).Concat(
            from s in same
            from t in same
            where !ReferenceEquals(s, t)
            select new Response(2).Forward(s, t.detach())).Aggregate((a, b) => a.add(b));

        var loss = new Dks(2).Forward(exits, _labels);

        Tensors.AssertClose("loss", expected, loss, 1e-12, 0);
        expected.backward();
        loss.backward();
        Assert.All(exits.Zip(same), pair => Tensors.AssertClose("gradient", pair.Second.grad!, pair.First.grad!, 1e-10, 1e-12));
    }

    [Fact]
    public void Dks_does_not_depend_on_the_order_of_the_exits() => Tensors.AssertClose(
        "loss", new Dks().Forward(_logits, _labels), new Dks().Forward([_logits[2], _logits[0], _logits[1]], _labels), 1e-12, 0);

    [Fact]
    public void Frskd_does_not_see_the_size_of_a_map()
    {
        var loss = new Frskd().Forward(_logits[0], [_logits[1], _features[0], _features[1]], _labels);

        Tensors.AssertClose("loss", loss, new Frskd().Forward(_logits[0], [_logits[1], _features[0].mul(3), _features[1].mul(-7)], _labels), 1e-10, 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Frskd_detaches_its_target_unless_told_not_to(bool detach)
    {
        var (student, teacher) = (Tensors.Learned(_logits[0]), Tensors.Learned(_logits[1]));

        new Frskd(labelWeight: 0, detachTarget: detach).Forward(student, [teacher], _labels).backward();

        Assert.Equal(!detach, teacher.grad!.abs().sum().ToDouble() > 0);
    }

    [Fact]
    public void Bake_mixes_probabilities_that_sum_to_one()
    {
        var targets = new Bake().Targets(_logits[0].mul(100), _features[0]);

        Tensors.AssertClose("sums", ones([4], ScalarType.Float64), targets.sum(1), 1e-12, 0);
        Assert.True(targets.min().ToDouble() >= 0);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.5, 1)]
    public void Bake_has_nothing_to_teach_without_other_samples(double omega, long samples)
    {
        var logits = Tensors.Learned(_logits[0][..(int)samples]);

        var loss = new Bake(omega: omega).Forward(logits, _features[0][..(int)samples]);

        Assert.Equal(0, loss.ToDouble(), 1e-12);
        loss.backward();
        Assert.Equal(0, logits.grad!.abs().max().ToDouble(), 1e-12);
    }

    [Fact]
    public void Bake_does_not_see_the_lengths_of_features() => Tensors.AssertClose(
        "targets", new Bake().Targets(_logits[0], _features[0]), new Bake().Targets(_logits[0], _features[0].mul(tensor([2.0, 3, 4, 5]).view(4, 1, 1, 1))), 1e-10, 0);

    [Fact]
    public void Shapes_and_labels_that_do_not_fit_are_named()
    {
        var wrong = Random(4, 6);
        Refusals.Name(() => new Byot().Forward([_logits[0], wrong], [], _labels), [4, 5], [4, 6]);
        Refusals.Name(() => new Byot().Forward(_logits, [_features[0], _features[1], wrong], _labels), [4, 2, 3, 3], [4, 6]);
        Refusals.Name(() => new Dks().Forward([_logits[0], wrong], _labels), [4, 5], [4, 6]);
        Refusals.Name(() => new Frskd().Forward(_logits[0], [wrong], _labels), [4, 5], [4, 6]);
        Refusals.Name(() => new Frskd().Forward(_logits[0], [_logits[1], _features[0], Random(4, 18)], _labels), [4, 2, 3, 3], [4, 18]);
        Refusals.Name(() => new Bake().Forward(_logits[0], Random(3, 6)), [4, 5], [3, 6]);
        Assert.Throws<ArgumentException>(() => new Byot().Forward(_logits[..1], [], _labels));
        Assert.Throws<ArgumentException>(() => new Byot().Forward(_logits, _features[..2], _labels));
        Assert.Throws<ArgumentException>(() => new Frskd().Forward(_logits[0], [_logits[1], _features[0]], _labels));
        Assert.Throws<ArgumentException>(() => new Dks().Forward(_logits, tensor([0L, 1, 2, 5])));
        Assert.Throws<ArgumentException>(() => new Dks().Forward([_logits[0].to(ScalarType.Int64), _logits[0].to(ScalarType.Int64)], _labels));
    }

    [Fact]
    public void Half_of_single_precision_gives_finite_losses()
    {
        Tensor[] logits = [.. _logits.Select(x => x.mul(1e4).to(ScalarType.BFloat16))], features = [.. _features.Select(x => x.to(ScalarType.BFloat16))];
        Tensor[] losses =
        [
            new Byot().Forward(logits, features, _labels),
            new Dks().Forward(logits, _labels),
            new Frskd().Forward(logits[0], [logits[1], .. features, features[1], features[2], features[0]], _labels),
            new Bake().Forward(logits[0], features[0]),
        ];

        Assert.All(losses, loss => Assert.True(Tensors.AreFinite(loss)));
    }

    private static Tensor Random(params long[] shape) => randn(shape, ScalarType.Float64);
}
