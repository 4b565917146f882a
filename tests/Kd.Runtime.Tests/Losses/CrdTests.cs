using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

public sealed class CrdTests : ScopedTest
{
    private static readonly Tensor _ids = tensor([2L, 5, 7]).DetachFromDisposeScope();

    [Fact]
    public void Memories_follow_the_samples_of_the_batch_alone()
    {
        var loss = Loss();
        var before = loss.state_dict()["_studentMemory"].clone();

        loss.Forward(randn(3, 4), randn(3, 6), _ids);

        var changed = loss.state_dict()["_studentMemory"].ne(before).any(1);
        Assert.Equal([2L, 5, 7], changed.nonzero().flatten().data<long>().ToArray());
        Assert.Equal(1.0, loss.state_dict()["_studentMemory"].index_select(0, _ids).norm(1).mean().ToDouble(), 1e-5);
    }

    [Fact]
    public void The_first_batch_sets_the_normalizers()
    {
        var loss = Loss();
        loss.Forward(randn(3, 4), randn(3, 6), _ids);
        var first = Tensors.Numbers(loss.state_dict()["_logNormalizers"]);
        loss.Forward(randn(3, 4), randn(3, 6), _ids);

        Assert.All(first, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(first, Tensors.Numbers(loss.state_dict()["_logNormalizers"]));
    }

    [Fact]
    public void State_is_kept_in_buffers_and_embeddings_are_trained()
    {
        var (loss, other) = (Loss(), Loss());
        loss.Forward(randn(3, 4), randn(3, 6), _ids);
        other.load_state_dict(loss.state_dict());
        var (student, teacher) = (randn(3, 4), randn(3, 6));

        manual_seed(9);
        var expected = loss.Forward(student, teacher, _ids);
        manual_seed(9);
        Assert.Equal(expected.ToDouble(), other.Forward(student, teacher, _ids).ToDouble(), 1e-9);

        expected.backward();
        Assert.Equal(4, loss.parameters().Count());
        Assert.All(loss.parameters(), p => Assert.True(p.grad is { } gradient && Tensors.AreFinite(gradient)));
    }

    [Fact]
    public void A_student_that_agrees_with_the_memories_has_less_loss()
    {
        var loss = Loss();
        var (student, teacher) = (randn(3, 4), randn(3, 6));
        var first = loss.Forward(student, teacher, _ids).ToDouble();
        var optimizer = optim.Adam(loss.parameters(), 0.02);
        for (var step = 0; step < 60; step++)
        {
            optimizer.zero_grad();
            loss.Forward(student, teacher, _ids).backward();
            optimizer.step();
        }

        Assert.True(loss.Forward(student, teacher, _ids).ToDouble() < first);
    }

    [Fact]
    public void Ids_of_another_shape_or_type_are_refused()
    {
        Refusals.Name(() => Loss().Forward(randn(3, 4), randn(3, 6), tensor([1L, 2])), [2], [3, 4]);
        Refusals.Name(() => Loss().Forward(randn(3, 4), randn(3, 6), ones(3, 1, ScalarType.Int64)), [3, 1]);
        Assert.Throws<ArgumentException>("sampleIds", () => Loss().Forward(randn(3, 4), randn(3, 6), ones(3)));
        Assert.Throws<ArgumentException>("sampleIds", () => Loss().Forward(randn(3, 4), randn(3, 6), tensor([0L, 1, 9])));
        Assert.Throws<ArgumentException>("sampleIds", () => Loss().Forward(randn(3, 4), randn(3, 6), tensor([0L, 1, -1])));
    }

    [Fact]
    public void Hyper_parameters_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("temperature", () => new Crd([3, 4], [3, 6], 9, temperature: 0));
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new Crd([3, 4], [3, 6], 9, momentum: 1));
        Assert.Throws<ArgumentOutOfRangeException>("negatives", () => new Crd([3, 4], [3, 6], 9, negatives: 0));
        Assert.Throws<ArgumentOutOfRangeException>("sampleCount", () => new Crd([3, 4], [3, 6], 0));
        Assert.Throws<ArgumentException>("studentShape", () => new Crd([3], [3, 6], 9));
    }

    private static Crd Loss() => new([3, 4], [3, 6], 9, embedding: 5, negatives: 6);
}
