using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// Runs a part of a model without keeping what lies within it: the backward pass computes it again. It trades the time of a forward pass for the
/// memory of the activations, as <c>torch.utils.checkpoint</c> does.
/// </summary>
/// <remarks>Chen et al., Training Deep Nets with Sublinear Memory Cost, 2016, arXiv:1604.06174.</remarks>
/// <example><code>public override Tensor forward(Tensor images) => head.call(Recompute.Call(body, stem.call(images)));</code></example>
public static class Recompute
{
    [ThreadStatic]
    private static bool _isRunning;

    /// <summary>Whether the module that runs is one whose activations are not kept: what a tap would catch there has no gradients.</summary>
    internal static bool IsRunning => _isRunning;

    /// <summary>Calls a module. Output and gradients are those of <c>module.call(input)</c>, on the CPU to the bit.</summary>
    /// <param name="module">
    /// The module. It gets the same random numbers both times, and its buffers, as batch statistics are, change once. It returns a new
    /// tensor, has no tapped place within, and reads no other tensor that needs gradients.
    /// </param>
    /// <param name="input">Its input, of any shape, which nobody changes in place before the backward pass.</param>
    /// <returns>Its output.</returns>
    public static Tensor Call(nn.Module<Tensor, Tensor> module, Tensor input)
    {
        Parameter[] learned = is_grad_enabled() ? Learned(module) : [];
        if (!is_grad_enabled() || (!input.requires_grad && learned.Length == 0))
        {
            return module.call(input);
        }

        // TorchSharp makes an empty tensor beside the output, for gradients that are missing. It is not needed.
        using var scope = NewDisposeScope();
        return Function.apply([module, input, .. learned]).MoveToOuterDisposeScope();
    }

    private static Parameter[] Learned(nn.Module module) => [.. module.parameters().Where(parameter => parameter.requires_grad)];

    private static Tensor Run(nn.Module<Tensor, Tensor> module, Tensor input)
    {
        var around = _isRunning;
        _isRunning = true;
        try
        {
            return module.call(input);
        }
        finally
        {
            _isRunning = around;
        }
    }

    // TorchSharp's wrappers of what goes into and comes out of a backward pass would hold its gradients until the step ends.
    private sealed class Function : autograd.SingleTensorFunction<Function>
    {
        [ThreadStatic]
        private static List<Tensor>? _given;

        public override string Name => nameof(Recompute);

        // Runs without gradients. The parameters are among the arguments so that their gradients are this function's to give.
        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (module, input) = ((nn.Module<Tensor, Tensor>)vars[0], (Tensor)vars[1]);
            var random = RandomState.Begin(input.device);
            ctx.save_data(nameof(module), module);
            ctx.save_data(nameof(random), random.Seed);
            ctx.save_for_backward([input, random.Cpu]);
            ctx.set_materialize_grads(false);
            using var scope = NewDisposeScope();
            return Run(module, input).MoveToOuterDisposeScope();
        }

        // An exception here would end the process; all that is done was done in the forward pass as well.
        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            // libtorch has its own reference to what was given to it by the time that it asks for more.
            _given?.ForEach(gradient => gradient.Dispose());
            var module = (nn.Module<Tensor, Tensor>)ctx.get_data("module");
            if (grad_output.IsInvalid)
            {
                return [null!, null!, .. Learned(module).Select(_ => (Tensor)null!)];
            }

            using var scope = NewDisposeScope();
            var saved = ctx.get_saved_variables();
            using var buffers = new BufferSnapshot();
            var input = saved[0].detach().requires_grad_(saved[0].requires_grad);
            var learned = Learned(module);
            buffers.Take([module]);
            IList<Tensor> gradients;
            using (new RandomState(saved[1], (int?)ctx.get_data("random")).Again(input.device))
            using (enable_grad())
            {
                var output = Run(module, input);
                gradients = autograd.grad([output], input.requires_grad ? [input, .. learned] : learned, [grad_output], allow_unused: true);
            }

            buffers.Restore();
            grad_output.Dispose();
            _given = [.. gradients.Select(gradient => gradient.DetachFromDisposeScope())];
            return input.requires_grad ? [null!, .. _given] : [null!, null!, .. _given];
        }
    }

    /// <summary>The random numbers that a module draws: the state of the CPU's, and a seed of a GPU's, whose state cannot be read.</summary>
    private readonly record struct RandomState(Tensor Cpu, int? Seed)
    {
        public static RandomState Begin(Device device)
        {
            var state = random.get_rng_state();
            if (device.type == DeviceType.CPU)
            {
                return new(state, null);
            }

            using var drawn = randint(int.MaxValue, [1], ScalarType.Int64, CPU);
            var seed = (int)drawn.data<long>()[0];
            Devices.Seed(seed, device);
            return new(random.get_rng_state(), seed);
        }

        /// <summary>Has the same numbers drawn again, and then others, until disposed.</summary>
        public Restored Again(Device device)
        {
            var present = random.get_rng_state();
            if (Seed is { } seed)
            {
                Devices.Seed(seed, device);
            }

            random.set_rng_state(Cpu);
            return new(present, Seed is { } used ? () => Devices.Seed(unchecked(used + 1), device) : () => { });
        }
    }

    private sealed class Restored(Tensor cpu, Action seed) : IDisposable
    {
        public void Dispose()
        {
            seed();
            random.set_rng_state(cpu);
        }
    }
}
