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
