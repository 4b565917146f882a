using Kd.Tests.Fixtures;
using Kd.Training;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Training;

/// <summary>What is computed twice is computed as if it were once.</summary>
public sealed class RecomputeTests : ScopedTest
{
    [Fact]
    public void Output_gradients_statistics_and_random_numbers_are_the_same_to_the_bit()
    {
        using var plain = Body();
        using var recomputed = Body();
        recomputed.load_state_dict(plain.state_dict());
        Tensor x = randn(6, 4, device: CPU).requires_grad_(true), y = x.detach().clone().requires_grad_(true);

        manual_seed(5);
        var expected = plain.call(x.mul(2));
        var nextExpected = functional.dropout(expected, 0.5, training: true).sum();
        nextExpected.backward();
        var after = rand(3, device: CPU);
        manual_seed(5);
        var actual = Recompute.Call(recomputed, y.mul(2));
        var next = functional.dropout(actual, 0.5, training: true).sum();
        next.backward();

        Assert.Equal(Tensors.Bytes(expected), Tensors.Bytes(actual));
        Assert.Equal(Tensors.Bytes(x.grad!), Tensors.Bytes(y.grad!));
        Assert.All(plain.parameters().Zip(recomputed.parameters()), pair => Assert.Equal(Tensors.Bytes(pair.First.grad!), Tensors.Bytes(pair.Second.grad!)));
        Assert.Equal(Tensors.Bytes(plain), Tensors.Bytes(recomputed));
        Assert.Equal(Tensors.Bytes(after), Tensors.Bytes(rand(3, device: CPU)));
    }

    [Fact]
    public void An_input_without_gradients_and_a_frozen_module_will_do()
    {
        using var body = Body();
        Recompute.Call(body, randn(6, 4, device: CPU)).sum().backward();
        Assert.All(body.parameters(), parameter => Assert.NotNull(parameter.grad));

        using var frozen = Linear(4, 4, device: CPU);
        foreach (var parameter in frozen.parameters())
        {
            parameter.requires_grad_(false);
        }

        var input = randn(6, 4, device: CPU).requires_grad_(true);
        Recompute.Call(frozen, input).sum().backward();
        Assert.NotNull(input.grad);
        Assert.False(Recompute.Call(frozen, input.detach()).requires_grad);
    }

    [Fact]
    public void A_parameter_that_is_not_used_has_no_gradient()
    {
        var half = new Half();
        var input = randn(6, 4, device: CPU).requires_grad_(true);

        Recompute.Call(half, input).sum().backward();

        Assert.Equal([true, true, false, false], half.parameters().Select(parameter => parameter.grad is not null));
        Assert.NotNull(input.grad);
    }

    [Fact]
    public void Without_gradients_the_module_is_called_once()
    {
        using var body = Body();
        var calls = 0;
        body.register_forward_hook((_, _, output) =>
        {
            calls++;
            return output;
        });

        using (no_grad())
        {
            Recompute.Call(body, randn(6, 4, device: CPU));
        }

        Assert.Equal(1, calls);
        Recompute.Call(body, randn(6, 4, device: CPU)).sum().backward();
        Assert.Equal(3, calls);
    }

    [Fact]
    public void A_place_within_is_refused()
    {
        using var body = Body();
        using var tap = Tap.Output((Module<Tensor, Tensor>)body.children().First(), "Model.first");

        var refusal = Assert.Throws<InvalidOperationException>(() => Recompute.Call(body, randn(6, 4, device: CPU)));

        Assert.Contains("Model.first lies in a module that Recompute.Call runs", refusal.Message);
        Assert.Equal([6L, 4], Recompute.Call(Linear(4, 4, device: CPU), randn(6, 4, device: CPU)).shape);
    }

    [Fact]
    public void Nothing_is_left_of_it()
    {
        using var body = Body();
        var counts = new List<long>();
        for (var step = 0; step < 40; step++)
        {
            using (NewDisposeScope())
            {
                Recompute.Call(body, Recompute.Call(body, randn(6, 4, device: CPU))).sum().backward();
            }

            foreach (var parameter in body.parameters())
            {
                parameter.grad = null;
            }

            if (step is 9 or 39)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                counts.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            }
        }

        Assert.Equal(counts[0], counts[1]);
    }

    private static Sequential Body() => Sequential(
        Linear(4, 8, device: CPU), BatchNorm1d(8, device: CPU), ReLU(), Dropout(0.3), Linear(8, 4, device: CPU));

    private sealed class Half : Module<Tensor, Tensor>
    {
        private readonly Linear used = Linear(4, 4, device: CPU);
        private readonly Linear unused = Linear(4, 4, device: CPU);

        public Half()
            : base(nameof(Half)) => RegisterComponents();

        public override Tensor forward(Tensor input) => used.call(input);
    }
}
