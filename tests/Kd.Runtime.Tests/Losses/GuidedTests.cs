using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

public sealed class GuidedTests : ScopedTest
{
    [Theory]
    [InlineData(new long[] { 4, 5 }, new long[] { 4, 6 })]
    [InlineData(new long[] { 4, 5 }, new long[] { 5, 5 })]
    [InlineData(new long[] { 4, 2, 3, 3 }, new long[] { 4, 2, 9 })]
    [InlineData(new long[] { 1, 5 }, new long[] { 4, 5 })]
    public void Shapes_that_differ_are_named_with_the_remedy(long[] student, long[] teacher)
    {
        Refusals.Name(() => new Guided().Forward(randn(student), randn(teacher)), student, teacher);
        Assert.Contains("Adapter", Record.Exception(() => new Guided().Forward(randn(student), randn(teacher)))!.Message);
    }
}
