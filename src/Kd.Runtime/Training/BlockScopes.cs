using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// Releases what each block of a frozen model has computed on the way when the block returns, where the model's own code leaves it to the scope of
/// the step: a dispose scope around each call of a module that somebody wrote, but for the model itself.
/// </summary>
/// <remarks>
/// A model may keep a tensor to read it later, in a field or a list. While it runs for the first time, what a block leaves is let go of and the
/// garbage collected: what is there still is held by somebody, and from then on this model's tensors all live as long as the step. A block that
/// leaves nothing in that time releases what it computes by itself and gets no scope any more.
/// </remarks>
internal sealed class BlockScopes
{
    [ThreadStatic]
    private static Stack<Call>? _calls;

    private int _runs;
    private bool _holds;

    /// <summary>Has a model's blocks release what they leave, whenever they run without gradients.</summary>
    /// <param name="model">The model, which only teaches.</param>
    public BlockScopes(nn.Module model)
    {
        if (Attach(nameof(CountRuns), model))
        {
            foreach (var module in model.modules().Where(module => module != model && module.GetType().Assembly != typeof(nn.Module).Assembly))
            {
                Attach(nameof(Hook), module);
            }
        }
    }

    private static Stack<Call> Calls => _calls ??= new();

    /// <summary>How many calls of blocks this thread is in.</summary>
    public static int Depth => _calls?.Count ?? 0;

    /// <summary>Has a tensor that was made just now outlive the blocks that this thread is in.</summary>
    public static Tensor Keep(Tensor tensor)
    {
        foreach (var call in Calls)
        {
            if (call.Scope is not null)
            {
                tensor.MoveToOuterDisposeScope();
            }
        }

        return tensor;
    }

    /// <summary>Closes the scopes of calls that an exception has left.</summary>
    /// <param name="depth">The <see cref="Depth"/> that is to be.</param>
    public static void CloseTo(int depth)
    {
        while (Depth > depth)
        {
            Calls.Pop().Scope?.Dispose();
        }
    }

    // Modules of one to three inputs have a method of that name below; others stay as they are.
    private bool Attach(string name, nn.Module module)
    {
        var type = module.GetType();
        while (type is not null && !(type.IsGenericType && type.Assembly == typeof(nn.Module).Assembly && type.Name.StartsWith("Module`", StringComparison.Ordinal)))
        {
            type = type.BaseType;
        }

        var types = type?.GetGenericArguments() ?? [];
        var method = typeof(BlockScopes).GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
            .SingleOrDefault(method => method.Name == name && method.GetGenericArguments().Length == types.Length);
        method?.MakeGenericMethod(types).Invoke(this, [module]);
        return method is not null;
    }

    private void CountRuns<T, TResult>(nn.Module<T, TResult> model) => model.register_forward_pre_hook((_, input) =>
    {
        CountRun();
        return input;
    });

    private void CountRuns<T1, T2, TResult>(nn.Module<T1, T2, TResult> model) => model.register_forward_pre_hook((_, _, _) =>
    {
        CountRun();
        return null;
    });

    private void CountRuns<T1, T2, T3, TResult>(nn.Module<T1, T2, T3, TResult> model) => model.register_forward_pre_hook((_, _, _, _) =>
    {
        CountRun();
        return null;
    });

    private void CountRun() => _runs += is_grad_enabled() ? 0 : 1;

    private void Hook<T, TResult>(nn.Module<T, TResult> module)
    {
        if (IsOfTensors(typeof(TResult)))
        {
            var block = new Block();
            module.register_forward_pre_hook((_, input) =>
            {
                Open(block);
                return input;
            });
            module.register_forward_hook((_, _, result) => Close(block, result));
        }
    }

    private void Hook<T1, T2, TResult>(nn.Module<T1, T2, TResult> module)
    {
        if (IsOfTensors(typeof(TResult)))
        {
            var block = new Block();
            module.register_forward_pre_hook((_, _, _) =>
            {
                Open(block);
                return null;
            });
            module.register_forward_hook((_, _, _, result) => Close(block, result));
        }
    }

    private void Hook<T1, T2, T3, TResult>(nn.Module<T1, T2, T3, TResult> module)
    {
        if (IsOfTensors(typeof(TResult)))
        {
            var block = new Block();
            module.register_forward_pre_hook((_, _, _, _) =>
            {
                Open(block);
                return null;
            });
            module.register_forward_hook((_, _, _, _, result) => Close(block, result));
        }
    }

    private void Open(Block block)
    {
        var isWanted = !is_grad_enabled() && !_holds && (_runs < 2 || block.Leaves);
        Calls.Push(new(block, isWanted ? NewDisposeScope() : null));
    }

    private TResult Close<TResult>(Block block, TResult result)
    {
        while (!ReferenceEquals(Calls.Peek().Block, block))
        {
            // Left by an exception that the model caught.
            Calls.Pop().Scope?.Dispose();
        }

        if (Calls.Pop().Scope is { } scope)
        {
            scope.MoveToOuter(Tensors(result));
            if (_runs < 2 && !_holds && scope.DisposablesCount > 0)
            {
                block.Leaves = true;
                _holds = IsHeld(scope);
            }

            if (_holds)
            {
                scope.MoveToOuter(scope.DisposablesView);
            }

            scope.Dispose();
        }

        return result;
    }

    /// <summary>Leaves in a scope only what somebody else has a reference to, and tells whether there is such a thing.</summary>
    private static bool IsHeld(DisposeScope scope)
    {
        var (tensors, generation) = LetGo(scope);
        GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        foreach (var tensor in tensors)
        {
            if (tensor.TryGetTarget(out var held))
            {
                scope.Attach(held);
            }
        }

        return scope.DisposablesCount > 0;
    }

    // Not inlined: the collection is to see no reference of this method.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (List<WeakReference<IDisposable>> Tensors, int Generation) LetGo(DisposeScope scope)
    {
        var all = scope.DisposablesView;
        scope.Detach(all);
        return ([.. all.Select(tensor => new WeakReference<IDisposable>(tensor))], all.Max(GC.GetGeneration));
    }

    private static bool IsOfTensors(Type result) => result == typeof(Tensor) || result == typeof(Tensor[])
        || (result.IsAssignableTo(typeof(ITuple)) && Array.TrueForAll(result.GetGenericArguments(), IsOfTensors));

    private static IEnumerable<Tensor> Tensors(object? result) => result switch
    {
        Tensor tensor => [tensor],
        Tensor[] tensors => tensors.Where(tensor => tensor is not null),
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Tensors(tuple[i])),
        _ => [],
    };

    private readonly record struct Call(Block Block, DisposeScope? Scope);

    private sealed class Block
    {
        /// <summary>Whether it left more than its result.</summary>
        public bool Leaves { get; set; }
    }
}
