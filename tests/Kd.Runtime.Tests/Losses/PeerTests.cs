using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

/// <summary>Mutual and collaborative learning and the native ensemble.</summary>
public sealed class PeerTests : ScopedTest
{
    private readonly Tensor[] _peers = [Logits(), Logits(), Logits()];
    private readonly Tensor _labels = tensor([0L, 4, 2, 1]);

    public static TheoryData<string, Action> OutOfRange { get; } = new()
    {
        { "temperature", () => _ = new MutualLearning(0) },
        { "peerWeight", () => _ = new MutualLearning(peerWeight: -1) },
        { "targetEpsilon", () => _ = new MutualLearning(targetEpsilon: -1) },
        { "softShare", () => _ = new CollaborativeLearning(softShare: 1.1) },
        { "consistency", () => _ = new NativeEnsemble(consistency: -1) },
    };

    public static TheoryData<string, Func<Tensor[], Tensor, Tensor>> Losses { get; } = new()
    {
        { "MutualLearning", new MutualLearning().Forward },
        { "CollaborativeLearning", new CollaborativeLearning().Forward },
        { "NativeEnsemble", (peers, labels) => new NativeEnsemble().Forward([.. peers, ones(4, peers.Length)], labels) },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Hyper_parameters_out_of_their_range_are_refused_by_name(string name, Action make) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);

    [Theory]
    [MemberData(nameof(Losses))]
    public void Peers_and_labels_that_do_not_fit_are_named(string name, Func<Tensor[], Tensor, Tensor> loss)
    {
        Assert.Contains("got 1", Assert.Throws<ArgumentException>(() => loss([_peers[0]], _labels)).Message);
        Refusals.Name(() => loss([_peers[0], randn(4, 6)], _labels), [4, 5], [4, 6]);
        Refusals.Name(() => loss([randn(4, 5, 2), randn(4, 5, 2)], _labels), [4, 5, 2]);
        Refusals.Name(() => loss(_peers, zeros(3, ScalarType.Int64)), [4, 5], [3]);
        Assert.StartsWith($"{name} takes labels from 0 to 4, but got 5.", Assert.Throws<ArgumentException>(() => loss(_peers, tensor([0L, 5, 1, 1]))).Message);
    }

    [Fact]
    public void Peers_that_agree_learn_the_task_alone()
    {
        Tensor[] peers = [_peers[0], _peers[0].clone()];
        var task = new TaskLoss().Forward(_peers[0], _labels).ToDouble();
        var gate = randn([4, 2], ScalarType.Float64).softmax(1);

        Assert.Equal(2 * task, new MutualLearning().Forward(peers, _labels).ToDouble(), 1e-12);
        Assert.Equal(2 * 0.3 * task, new CollaborativeLearning(softShare: 0.7).Forward(peers, _labels).ToDouble(), 1e-12);
        Assert.Equal(3 * task, new NativeEnsemble().Forward([.. peers, gate], _labels).ToDouble(), 1e-12);
    }

    [Fact]
    public void A_gate_of_another_shape_is_named() =>
        Refusals.Name(() => new NativeEnsemble().Forward([.. _peers, ones(4, 2)], _labels), [4, 2]);

    [Fact]
    public void The_order_of_peers_does_not_matter()
    {
        foreach (var loss in new Func<Tensor[], Tensor, Tensor>[]
        {
            new MutualLearning().Forward, new CollaborativeLearning().Forward, new CollaborativeLearning(ensemble: PeerEnsemble.Best).Forward,
            new CollaborativeLearning(ensemble: PeerEnsemble.MinLogit).Forward,
        })
        {
            Assert.Equal(loss(_peers, _labels).ToDouble(), loss([_peers[2], _peers[0], _peers[1]], _labels).ToDouble(), 1e-12);
        }
    }

    [Fact]
    public void A_target_is_a_constant_unless_it_is_to_learn()
    {
        // The gradient of the second peer, which nothing but the first one's target depends on beyond its own terms.
        var (alone, too) = (Gradient(targetGradient: false), Gradient(targetGradient: true));

        var own = Tensors.Learned(_peers[1]);
        new TaskLoss().Forward(own, _labels).add(new Response(1).Forward(own, _peers[0])).backward();
        Tensors.AssertClose("gradient", own.grad!, alone, 1e-12, 0);
        Assert.False(alone.allclose(too));

        Tensor Gradient(bool targetGradient)
        {
            var second = Tensors.Learned(_peers[1]);
            new MutualLearning(targetGradient: targetGradient).Forward([_peers[0], second], _labels).backward();
            return second.grad!;
        }
    }

    [Fact]
    public void Two_peers_follow_each_other_in_either_way() =>
        Assert.Equal(
            new MutualLearning(2).Forward(_peers[..2], _labels).ToDouble(),
            new MutualLearning(2, target: PeerTarget.MeanOfOthers).Forward(_peers[..2], _labels).ToDouble(),
            1e-12);

    [Fact]
    public void The_best_peer_teaches_the_others()
    {
        // The second is right about every label, the first about none.
        var right = nn.functional.one_hot(_labels, 5).to_type(ScalarType.Float64).mul(3);
        var wrong = right.neg();
        var task = new TaskLoss().Forward(right, _labels).add(new TaskLoss().Forward(wrong, _labels));

        Assert.Equal(
            task.add(new Response(2).Forward(wrong, right)).div(2).ToDouble(),
            new CollaborativeLearning(2, ensemble: PeerEnsemble.Best).Forward([wrong, right], _labels).ToDouble(),
            1e-12);
    }

    [Fact]
    public void The_least_logits_are_those_after_the_labels_are_taken_off()
    {
        var shifted = _peers.Select(p => p.add(p.gather(1, _labels.unsqueeze(1)), alpha: -1)).ToList();
        var teacher = minimum(minimum(shifted[0], shifted[1]), shifted[2]);
        var expected = _peers.Select(p => new TaskLoss().Forward(p, _labels).add(new Response(2).Forward(p, teacher)).div(2).ToDouble()).Sum();

        Assert.Equal(expected, new CollaborativeLearning(2, ensemble: PeerEnsemble.MinLogit).Forward(_peers, _labels).ToDouble(), 1e-12);
    }

    private static Tensor Logits() => randn([4, 5], ScalarType.Float64);
}
