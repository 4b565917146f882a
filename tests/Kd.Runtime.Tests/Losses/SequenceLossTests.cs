using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

/// <summary>Losses of hidden states and attention maps.</summary>
public sealed class SequenceLossTests : ScopedTest
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor?, Tensor>> _losses = new()
    {
        ["mean squared"] = new HiddenState().Forward,
        ["cosine"] = new HiddenState(HiddenDistance.Cosine).Forward,
        ["flow of dimensions"] = (s, t, mask) => new HiddenFlow().Forward([s, s.square()], [t, t.square()], mask),
        ["flow of tokens"] = (s, t, mask) => new HiddenFlow(HiddenRelation.Tokens).Forward([s, s.square()], [t, t.square()], mask),
        ["attention"] = (s, t, mask) => new AttentionMap().Forward(Scores(s), Scores(t), mask),
        ["attention, divergence"] = (s, t, mask) => new AttentionMap(AttentionDistance.KullbackLeibler).Forward(Scores(s), Scores(t), mask),
        ["attention, summed"] = (s, t, mask) => new AttentionMap(heads: AttentionHeads.SumMap).Forward(Scores(s), Scores(t), mask),
    };

    public static TheoryData<string> Names { get; } = [.. _losses.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Tokens_that_the_mask_leaves_out_do_not_count(string name)
    {
        var (student, teacher) = (randn(3, 4, 5, ScalarType.Float64), randn(3, 4, 5, ScalarType.Float64));
        var mask = tensor([1L, 1, 1, 0]).expand(3, 4);

        var padded = _losses[name](student, teacher, mask);
        var cut = _losses[name](student.narrow(1, 0, 3), teacher.narrow(1, 0, 3), null);

        Tensors.AssertClose(name, cut, padded, relative: 1e-12, absolute: 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mask_that_keeps_nothing_gives_zero(string name) =>
        Assert.Equal(0, _losses[name](randn(3, 4, 5), randn(3, 4, 5), zeros(3, 4)).ToDouble());

    [Theory]
    [MemberData(nameof(Names))]
    public void Wrong_shapes_are_named(string name)
    {
        Refusals.Name(() => _losses[name](randn(3, 4, 5), randn(3, 4, 5), ones(3, 5)), [3, 4], [3, 5]);
        Assert.Throws<ArgumentException>(() => _losses[name](randn(3, 4, 5), randn(2, 4, 5), null));
    }

    [Fact]
    public void First_tokens_may_be_given_alone()
    {
        var (student, teacher) = (randn(3, 4, 5), randn(3, 4, 5));
        var loss = new HiddenState(HiddenDistance.FirstToken);

        Assert.Equal(loss.Forward(student, teacher).ToDouble(), loss.Forward(student.select(1, 0), teacher.select(1, 0)).ToDouble(), 1e-6);
        Refusals.Name(() => new HiddenState().Forward(randn(3, 5), randn(3, 5)), [3, 5]);
    }

    [Fact]
    public void Flow_relates_two_places()
    {
        Refusals.Name(() => new HiddenFlow().Forward([randn(3, 4, 5)], [randn(3, 4, 5)]), [3, 4, 5]);
        Refusals.Name(() => new HiddenFlow().Forward([randn(3, 4, 5), randn(3, 4)], [randn(3, 4, 5), randn(3, 4)]), [3, 4]);
        Refusals.Name(
            () => new HiddenFlow().Forward([randn(3, 4, 5), randn(3, 4, 5)], [randn(3, 4, 6), randn(3, 4, 6)]), [3, 5, 5], [3, 6, 6]);
        Assert.True(Tensors.AreFinite(
            new HiddenFlow(HiddenRelation.Tokens).Forward([randn(3, 4, 5), randn(3, 4, 5)], [randn(3, 4, 6), randn(3, 4, 6)])));
    }

    [Fact]
    public void Cross_entropy_is_the_divergence_and_the_teachers_entropy()
    {
        var (student, teacher) = (randn(3, 2, 4, 4, ScalarType.Float64), randn(3, 2, 4, 4, ScalarType.Float64));
        var logs = nn.functional.log_softmax(teacher, 3);
        var entropy = logs.exp().mul(logs).sum(3).mean().neg();

        var divergence = new AttentionMap(AttentionDistance.KullbackLeibler).Forward(student, teacher);

        Tensors.AssertClose("loss", divergence.add(entropy), new AttentionMap(AttentionDistance.CrossEntropy).Forward(student, teacher), 1e-12, 0);
    }

    [Fact]
    public void Maps_of_all_heads_may_differ_in_heads()
    {
        var loss = new AttentionMap(heads: AttentionHeads.MeanMap);

        Assert.True(Tensors.AreFinite(loss.Forward(randn(3, 2, 4, 4), randn(3, 6, 4, 4))));
        Refusals.Name(() => new AttentionMap().Forward(randn(3, 2, 4, 4), randn(3, 6, 4, 4)), [3, 2, 4, 4], [3, 6, 4, 4]);
        Refusals.Name(() => loss.Forward(randn(3, 2, 4, 5), randn(3, 2, 4, 5)), [3, 2, 4, 5]);
    }

    private static Tensor Scores(Tensor states) => states.bmm(states.transpose(1, 2)).unsqueeze(1).mul(tensor([1.0, 2]).to(states.dtype).view(1, 2, 1, 1));
}
