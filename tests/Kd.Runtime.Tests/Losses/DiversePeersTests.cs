using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

/// <summary>OKDDip: branches that follow mixtures of their own choice, and a leader that follows all of them.</summary>
public sealed class DiversePeersTests : ScopedTest
{
    private static readonly long[][] _shapes = [[1, 5], [1, 5], [1, 5], [1, 6], [1, 6], [1, 6], [1, 5]];

    private readonly Tensor[] _branches = [Random(4, 5), Random(4, 5), Random(4, 5)];
    private readonly Tensor[] _features = [Random(4, 6), Random(4, 6), Random(4, 6)];
    private readonly Tensor _leader = Random(4, 5);
    private readonly Tensor _labels = tensor([0L, 4, 2, 1]);

    public static TheoryData<string, Action> OutOfRange { get; } = new()
    {
        { "temperature", () => _ = new DiversePeers(_shapes, temperature: 0) },
        { "peerWeight", () => _ = new DiversePeers(_shapes, peerWeight: -1) },
        { "factor", () => _ = new DiversePeers(_shapes, factor: 0) },
        { "targetEpsilon", () => _ = new DiversePeers(_shapes, targetEpsilon: -1) },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Hyper_parameters_out_of_their_range_are_refused_by_name(string name, Action make) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_branch_follows_what_it_attends_to_and_the_leader_the_mean(bool mixLogits)
    {
        var loss = Make(mixLogits);
        var (query, key) = (loss.get_parameter("_query.weight")!, loss.get_parameter("_key.weight")!);
        var rows = stack(_features, 1);
        var attention = rows.matmul(query.t()).matmul(rows.matmul(key.t()).transpose(1, 2)).softmax(2);
        var logits = stack(_branches, 1);

        // A response takes logits: those of a mixture of probabilities at T are T times their logarithms.
        var targets = mixLogits ? attention.matmul(logits) : attention.matmul(logits.div(3).softmax(2)).log().mul(3);
        var mean = mixLogits ? logits.mean([1]) : logits.div(3).softmax(2).mean([1]).log().mul(3);
        var response = new Response(3, targetEpsilon: 1e-7);
        var expected = _branches.Select((branch, i) => response.Forward(branch, targets.select(1, i))).Append(response.Forward(_leader, mean)).Aggregate((a, b) => a.add(b)).mul(0.5)
            .add(_branches.Append(_leader).Select(x => new TaskLoss().Forward(x, _labels)).Aggregate((a, b) => a.add(b)));

        Tensors.AssertClose("loss", expected, loss.Forward([.. _branches, .. _features, _leader], _labels), 1e-10, 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Peers_that_agree_learn_the_task_alone(bool mixLogits)
    {
        var loss = Make(mixLogits, epsilon: 0).Forward([_leader, _leader, _leader, .. _features, _leader], _labels);

        Assert.Equal(4 * new TaskLoss().Forward(_leader, _labels).ToDouble(), loss.ToDouble(), 1e-10);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_projections_learn_to_choose(bool mixLogits)
    {
        var loss = Make(mixLogits);

        loss.Forward([.. _branches, .. _features, _leader], _labels).backward();

        Assert.Equal(2, loss.parameters().Count());
        Assert.All(loss.parameters(), parameter => Assert.True(parameter.grad!.abs().sum().ToDouble() > 0));
    }

    [Fact]
    public void Maps_are_pooled()
    {
        var loss = new DiversePeers([[1, 5], [1, 5], [1, 6, 2, 3], [1, 6, 2, 3], [1, 5]]);
        loss.to(ScalarType.Float64);
        var (one, other) = (Random(4, 6, 2, 3), Random(4, 6, 2, 3));

        Tensors.AssertClose(
            "loss",
            loss.Forward([.. _branches[..2], one.mean([2, 3]), other.mean([2, 3]), _leader], _labels),
            loss.Forward([.. _branches[..2], one, other, _leader], _labels),
            1e-12, 0);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        var loss = Make(mixLogits: false);

        Assert.Contains("got 4", Assert.Throws<ArgumentException>("studentShape", () => new DiversePeers(_shapes[..4])).Message);
        Assert.Contains("got 3", Assert.Throws<ArgumentException>("studentShape", () => new DiversePeers(_shapes[..3])).Message);
        Assert.Contains("6 and 7", Assert.Throws<ArgumentException>("studentShape", () => new DiversePeers([[1, 5], [1, 5], [1, 6], [1, 7], [1, 5]])).Message);
        Assert.Contains("got 5", Assert.Throws<ArgumentException>("student", () => loss.Forward([.. _branches[..2], .. _features[..2], _leader], _labels)).Message);
        Refusals.Name(() => loss.Forward([.. _branches, .. _features, Random(4, 4)], _labels), [4, 5], [4, 4]);
        Refusals.Name(() => loss.Forward([.. _branches, .. _features[..2], Random(4, 7), _leader], _labels), [4, 7, 1, 1]);
        Refusals.Name(() => loss.Forward([.. _branches, .. _features[..2], Random(3, 6), _leader], _labels), [3, 6]);
        Refusals.Name(() => loss.Forward([.. _branches, .. _features, _leader], _labels[..3]), [4, 5], [3]);
    }

    private static DiversePeers Make(bool mixLogits, double epsilon = 1e-7)
    {
        var loss = new DiversePeers(_shapes, peerWeight: 0.5, factor: 2, mixLogits: mixLogits, targetEpsilon: epsilon);
        loss.to(ScalarType.Float64);
        return loss;
    }

    private static Tensor Random(params long[] shape) => randn(shape, ScalarType.Float64);
}
