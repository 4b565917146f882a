using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Catches a tensor that goes into or comes out of a module inside a model while the model runs.</summary>
public sealed class Tap : IDisposable
{
    /// <summary>Hears of each tensor that a tap of this thread gives, with the tap's place. Nothing but a check listens.</summary>
    [ThreadStatic]
    internal static Action<string, Tensor>? Taken;

    private readonly string _place;
    private readonly nn.Module<Tensor, Tensor>? _module;
    private readonly Action _remove;
    private Tensor? _output;
    private PartialForward? _partial;

    /// <summary>Taps a module in any way that its hooks allow.</summary>
    /// <param name="place">Class and member, for messages.</param>
    /// <param name="attach">Makes the module give what is caught to the function that it gets; returns what undoes that.</param>
    public Tap(string place, Func<Action<Tensor>, Action> attach)
    {
        _place = place;
        _remove = attach(Catch);
    }

    /// <summary>Taps the output of a module that takes one tensor and returns one.</summary>
    /// <param name="module">The module, called by its model with <c>call</c>.</param>
    /// <param name="place">Class and member, for messages.</param>
    public static Tap Output(nn.Module<Tensor, Tensor> module, string place) => new(place, module);

    private Tap(string place, nn.Module<Tensor, Tensor> module)
        : this(place, store => Attach(module, store)) => _module = module;

    /// <summary>How often something was caught in the last run of <see cref="RunTo"/>.</summary>
    internal int Calls { get; set; }

    /// <summary>
    /// Runs a model of which nothing but what some taps catch is wanted: it is left when all of them have. Each time they begin to be
    /// used it first runs to its end, and goes on doing so if one of them does not catch something exactly once.
    /// </summary>
    /// <param name="forward">Runs the model, without gradients: what it computes behind the last tap is lost.</param>
    /// <param name="taps">The taps, the same each time.</param>
    public static void RunTo(Action forward, params Tap[] taps)
    {
        var partial = taps[0]._partial;
        if (partial is null)
        {
            partial = new(taps);
            Array.ForEach(taps, tap => tap._partial = partial);
        }

        partial.Run(forward);
    }

    /// <summary>The module whose output is caught.</summary>
    /// <exception cref="InvalidOperationException">The place is not simply the output of a module.</exception>
    public nn.Module<Tensor, Tensor> Module => _module ?? throw new InvalidOperationException($"{_place} is not the output of a module that takes one tensor and returns one.");

    private static Action Attach(nn.Module<Tensor, Tensor> module, Action<Tensor> store)
    {
        var hook = module.register_forward_hook((_, _, output) =>
        {
            store(output);
            return output;
        });
        return hook.remove;
    }

    /// <summary>Gives what was caught at the last call and forgets it. The tensor belongs to the caller's scope.</summary>
    /// <exception cref="KdException">The module was not called since the last time (KD3003).</exception>
    public Tensor Take()
    {
        var output = _output ?? throw new KdException(
            "KD3003", $"{_place} was not called when its model ran. Call it in forward, with call(...): a direct forward(...) is not seen.");
        _output = null;
        output = Autocast.Widen(output);
        Taken?.Invoke(_place, output);
        return output;
    }

    private void Catch(Tensor output)
    {
        if (Recompute.IsRunning)
        {
            throw new InvalidOperationException($"{_place} lies in a module that Recompute.Call runs, where it has no gradients. Call the module directly, or one behind the place.");
        }

        // An alias: a Sequential disposes the outputs of its children when it has used them.
        _output = BlockScopes.Keep(output.alias());
        Calls++;
        _partial?.OnCaught();
    }

    /// <summary>Takes the tap off its module.</summary>
    public void Dispose()
    {
        _remove();
        _output = null;
    }
}
