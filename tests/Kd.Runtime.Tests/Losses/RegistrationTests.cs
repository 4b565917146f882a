using Kd.Losses;
using Kd.Tests.Fixtures;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Losses;

/// <summary>What a loss holds in fields is its own, whether the fields have initializers or a constructor assigns them.</summary>
public sealed class RegistrationTests : ScopedTest
{
    [Fact]
    public void What_a_constructor_assigns_is_registered_with_what_fields_begin_with()
    {
        using var loss = new Trained(width: 3);

        Assert.Equal(["_assigned.bias", "_assigned.weight", "_initial.bias", "_initial.weight", "_scale"], loss.named_parameters().Select(p => p.name).Order());
        Assert.Equal(["_memory"], loss.named_buffers().Select(b => b.name));
        Assert.Equal(5, loss.parameters().Count());
    }

    private sealed class Trained : Loss
    {
        private readonly Linear _initial = Linear(2, 2);
        private readonly Linear _assigned;
        private readonly Parameter _scale;
        private readonly Tensor _memory;
        private readonly Linear? _none;

        public Trained(int width)
        {
            _assigned = Linear(2, width);
            _scale = new(ones(width));
            _memory = zeros(width).DetachFromDisposeScope();
            _none = null;
            RegisterComponents();
            RegisterComponents();
        }

        public Tensor Forward(Tensor student) => _assigned.call(_initial.call(student)).mul(_scale).add(_memory).sum().add(_none is null ? 0 : 1);
    }
}
