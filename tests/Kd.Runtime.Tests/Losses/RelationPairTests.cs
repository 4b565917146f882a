using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

public sealed class RelationPairTests : ScopedTest
{
    private static readonly long[] _early = [4, 2, 6, 6];
    private static readonly long[] _late = [4, 3, 3, 3];

    [Fact]
    public void Student_and_teacher_may_differ_in_height_and_width()
    {
        var loss = new RelationPair().Forward([ones(4, 2, 6, 6), ones(4, 3, 3, 3)], [ones(4, 2, 8, 8), ones(4, 3, 5, 5)]);

        Assert.Equal(0, loss.ToDouble(), 1e-12);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    public void Other_than_two_places_are_refused(int student, int teacher)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new RelationPair().Forward(Maps(student), Maps(teacher)));
        Assert.Contains($"{student} of the student and {teacher} of the teacher", refusal.Message);

        static Tensor[] Maps(int count) => [.. Enumerable.Repeat(_early, count).Select(shape => randn(shape))];
    }

    [Fact]
    public void Channels_that_differ_are_named_as_the_matrices_shapes() =>
        Refusals.Name(() => new RelationPair().Forward([randn(_early), randn(_late)], [randn(_early), randn(4, 5, 3, 3)]), [4, 2, 3], [4, 2, 5]);

    [Theory]
    [InlineData(new long[] { 4, 18 })]
    [InlineData(new long[] { 5, 3, 3, 3 })]
    public void Places_that_are_not_maps_of_one_batch_are_named(long[] second)
    {
        Refusals.Name(() => new RelationPair().Forward([randn(_early), randn(second)], [randn(_early), randn(_late)]), _early, second);
        Refusals.Name(() => new RelationPair().Forward([randn(_early), randn(_late)], [randn(_early), randn(second)]), _early, second);
    }
}
