using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

public sealed class UncertaintyWeightingTests : ScopedTest
{
    [Fact]
    public void Begins_with_half_the_sum() => Assert.Equal(3.5, new UncertaintyWeighting(2).Forward(tensor(3.0), tensor(4.0)).ToDouble());

    [Fact]
    public void Learns_to_divide_each_term_by_its_size()
    {
        using var weighting = new UncertaintyWeighting(2);
        using var optimizer = optim.SGD(weighting.parameters(), learningRate: 0.3);
        for (var step = 0; step < 500; step++)
        {
            weighting.Forward(tensor(0.25f), tensor(4f)).backward();
            optimizer.step();
            optimizer.zero_grad();
        }

        // Where s = log L, each term is 1/2 + 1/2 log L.
        Assert.Equal(Math.Log(0.25), Tensors.Numbers(weighting.parameters().Single())[0], 1e-3);
        Assert.Equal(Math.Log(4), Tensors.Numbers(weighting.parameters().Single())[1], 1e-3);
    }

    [Fact]
    public void Takes_as_many_terms_as_it_was_made_for()
    {
        Assert.Throws<ArgumentException>(() => new UncertaintyWeighting(2).Forward(tensor(1.0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UncertaintyWeighting(0));
    }
}
