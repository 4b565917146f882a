using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

public sealed class OneForAllBranchTests : ScopedTest
{
    private readonly Tensor _teacher = randn(4, 5);
    private readonly Tensor _labels = tensor([0L, 4, 2, 1]);

    [Theory]
    [InlineData(new long[] { 4, 6 }, 1)]
    [InlineData(new long[] { 4, 3, 6 }, 1)]
    [InlineData(new long[] { 4, 6, 3, 2 }, 2)]
    public void The_branch_learns_with_the_student(long[] shape, int layers)
    {
        var loss = new OneForAllBranch(shape, [4, 5], 1.5);
        var student = randn(shape).requires_grad_(true);

        loss.Forward(student, _teacher, _labels).backward();

        Assert.Equal(2 * layers, loss.parameters().Count());
        Assert.All([student, .. loss.parameters()], t => Assert.True(Tensors.AreFinite(t.grad!) && t.grad!.abs().sum().ToDouble() > 0));
        Assert.All(loss.state_dict().Keys, name => Assert.StartsWith("branch.", name));
    }

    [Fact]
    public void Is_one_for_all_of_the_branch_s_logits()
    {
        var loss = new OneForAllBranch([4, 3, 6], [4, 5], 1.5, allClasses: true);
        var student = randn(4, 3, 6);
        var parameters = loss.state_dict();
        var logits = nn.functional.linear(student.mean([1]), parameters["branch.weight"], parameters["branch.bias"]);

        Assert.Equal(
            new OneForAll(1.5, allClasses: true).Forward(logits, _teacher, _labels).ToDouble(), loss.Forward(student, _teacher, _labels).ToDouble(), 1e-6);
    }

    [Theory]
    [InlineData(new long[] { 4 }, new long[] { 4, 5 })]
    [InlineData(new long[] { 4, 6 }, new long[] { 4, 3, 5 })]
    public void Shapes_that_no_branch_relates_are_named(long[] student, long[] teacher) =>
        Refusals.Name(() => new OneForAllBranch(student, teacher), student, teacher);

    [Fact]
    public void A_feature_of_other_dimensions_is_named() =>
        Refusals.Name(() => new OneForAllBranch([4, 6], [4, 5]).Forward(randn(4, 3, 6), _teacher, _labels), [4, 3, 6]);
}
