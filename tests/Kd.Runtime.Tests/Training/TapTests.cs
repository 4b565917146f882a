using Kd.Tests.Fixtures;
using Kd.Training;
using TorchSharp.Modules;

namespace Kd.Tests.Training;

public sealed class TapTests : ScopedTest
{
    private readonly Linear _inner = nn.Linear(3, 4);
    private readonly Sequential _model;

    public TapTests() => _model = nn.Sequential(_inner, nn.ReLU(), nn.Linear(4, 2));

    [Fact]
    public void Gives_an_output_that_its_Sequential_has_disposed()
    {
        using var tap = Tap.Output(_inner, "Model.inner");
        var input = randn(5, 3);

        _model.call(input);

        var output = tap.Take();
        Tensors.AssertClose("output", _inner.forward(input), output, relative: 0, absolute: 0);
        Assert.True(output.requires_grad);
    }

    [Fact]
    public void Gives_the_output_of_the_last_call()
    {
        using var tap = Tap.Output(_inner, "Model.inner");

        _model.call(randn(5, 3));
        _model.call(randn(7, 3));

        Assert.Equal([7L, 4], tap.Take().shape);
    }

    [Fact]
    public void Belongs_to_the_scope_that_the_model_ran_in()
    {
        using var tap = Tap.Output(_inner, "Model.inner");
        Tensor output;
        using (NewDisposeScope())
        {
            _model.call(randn(5, 3));
            output = tap.Take();
        }

        Assert.True(output.IsInvalid);
    }

    [Fact]
    public void A_model_is_left_when_all_taps_have_what_they_are_for()
    {
        var (ran, input) = (0, randn(5, 3));
        var last = (nn.Module<Tensor, Tensor>)_model.children().Last();
        last.register_forward_hook((_, _, output) =>
        {
            ran++;
            return output;
        });
        using Tap first = Tap.Output(_inner, "Model.inner"), second = Tap.Output((nn.Module<Tensor, Tensor>)_model.children().ElementAt(1), "Model.1");
        for (var step = 0; step < 3; step++)
        {
            Tap.RunTo(() => _model.call(input), first, second);

            // The first time it is seen that each catches something once.
            Assert.Equal(1, ran);
            Assert.Equal(Tensors.Bytes(_inner.forward(input)), Tensors.Bytes(first.Take()));
            Assert.Equal(Tensors.Bytes(_inner.forward(input).relu()), Tensors.Bytes(second.Take()));
        }

        // Who wants the output gets it.
        Assert.Equal([5L, 2], _model.call(input).shape);
    }

    [Fact]
    public void A_model_that_calls_a_tapped_module_twice_is_not_left()
    {
        var ran = 0;
        var twice = nn.Linear(3, 3);
        using var tap = Tap.Output(twice, "Model.twice");
        var input = randn(5, 3);
        for (var step = 0; step < 3; step++)
        {
            Tap.RunTo(
                () =>
                {
                    twice.call(twice.call(input));
                    ran++;
                },
                tap);

            Assert.Equal(step + 1, ran);
            Assert.Equal(Tensors.Bytes(twice.forward(twice.forward(input))), Tensors.Bytes(tap.Take()));
        }
    }

    [Fact]
    public void A_failure_of_the_model_itself_is_told()
    {
        using var tap = Tap.Output(_inner, "Model.inner");
        Tap.RunTo(() => _model.call(randn(5, 3)), tap);

        Assert.Throws<NotSupportedException>(() => Tap.RunTo(() => throw new NotSupportedException(), tap));
    }

    [Fact]
    public void Refuses_when_its_module_was_not_called()
    {
        using var tap = Tap.Output(_inner, "Model.inner");

        AssertNotCalled(tap);
    }

    [Fact]
    public void Does_not_see_a_direct_forward()
    {
        using var tap = Tap.Output(_inner, "Model.inner");

        _inner.forward(randn(5, 3));

        AssertNotCalled(tap);
    }

    [Fact]
    public void Gives_an_output_once()
    {
        using var tap = Tap.Output(_inner, "Model.inner");
        _model.call(randn(5, 3));
        tap.Take();

        AssertNotCalled(tap);
    }

    [Fact]
    public void Is_off_its_module_when_disposed()
    {
        var tap = Tap.Output(_inner, "Model.inner");
        tap.Dispose();

        _model.call(randn(5, 3));

        AssertNotCalled(tap);
    }

    private static void AssertNotCalled(Tap tap)
    {
        var refusal = Assert.Throws<KdException>(tap.Take);
        Assert.Equal("KD3003", refusal.Id);
        Assert.Contains("Model.inner", refusal.Message);
    }
}
