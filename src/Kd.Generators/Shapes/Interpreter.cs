using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Shapes;

/// <summary>
/// Runs constructors and <c>forward</c> of a model on shapes instead of tensors, as far as its source tells what happens.
/// </summary>
/// <remarks>
/// Where it is not known which way a program goes, both are gone and what holds on both is kept. What is not understood gives
/// <see cref="Value.Unknown"/>, and so does whatever it may have changed or called: a shape that is told is right.
/// </remarks>
/// <param name="source">The code.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed partial class Interpreter(SourceCode source, CancellationToken cancellation)
{
    // A ResNet of 110 layers takes some 20,000 steps.
    private const int StepLimit = 300_000;
    private const int DepthLimit = 48;

    private readonly Dictionary<(int Frame, ILabelSymbol Label), State> _jumps = [];
    private readonly Stack<Call> _calls = new();
    private State? _state = State.Empty;
    private int _steps;
    private int _nextId;

    // How many ways are gone at once: then it is not certain that a program comes here.
    private int _uncertainty;

    /// <summary>What was called with which shapes.</summary>
    public Recorder Recorder { get; } = new();

    /// <summary>Runs something to its end, or to where the program is too long or too deep.</summary>
    /// <returns>Nothing if it did not come to its end.</returns>
    public Value? Run(Func<Value> run)
    {
        try
        {
            return run();
        }
        catch (GiveUpException)
        {
            return null;
        }
        catch (InsufficientExecutionStackException)
        {
            return null;
        }
    }

    private static GiveUpException TooLong => new(isFinal: true);

    /// <summary>For what is not understood where its effects cannot be told either: the call that it is in has any.</summary>
    private static GiveUpException NotUnderstood => new(isFinal: false);

    /// <summary>For what changes a tensor that others may see.</summary>
    public void Stop() => throw NotUnderstood;

    private void Step()
    {
        cancellation.ThrowIfCancellationRequested();
        if (++_steps > StepLimit)
        {
            throw TooLong;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
    }

    private Value Either(Func<Value> one, Func<Value> other)
    {
        var before = _state;
        _uncertainty++;
        var first = one();
        var after = _state;
        _state = before;
        var second = other();
        _uncertainty--;
        var joined = after is null ? second : _state is null ? first : Join(first, second);
        _state = Join(after, _state);
        return joined;
    }

    private State? Join(State? one, State? other) => State.Join(one, other, v => Recorder.Lose(v));

    private Value Join(Value one, Value other) => State.Join(one, other, v => Recorder.Lose(v));

    private Reference Allocate(HeapObject made)
    {
        var reference = new Reference(++_nextId);
        Store(reference, made);
        return reference;
    }

    private void Store(Reference reference, HeapObject changed)
    {
        if (_state is { } state)
        {
            _state = state with { Objects = state.Objects.SetItem(reference.Id, changed) };
        }
    }

    private HeapObject? Object(Value value) =>
        value is Reference reference && _state is { } state && state.Objects.TryGetValue(reference.Id, out var found) ? found : null;

    /// <summary>Something unknown gets hold of a value: it may call the modules in it and change its objects.</summary>
    private void Release(Value value)
    {
        switch (value)
        {
            case TupleValue tuple:
                foreach (var item in tuple.Items)
                {
                    Release(item);
                }

                break;
            case FunctionValue function:
                Release(function.Target);
                for (var scope = function.Scope; scope is not null; scope = scope.Outer)
                {
                    Release(scope.This);
                    foreach (var variable in (_state?.Variables ?? State.Empty.Variables).Where(v => v.Key.Frame == scope.Id && v.Value is not FunctionValue))
                    {
                        Release(variable.Value);
                        Write(scope, variable.Key.Symbol, Value.Unknown);
                    }
                }

                break;
            case Reference reference when Object(reference) is { } found && Recorder.Lose(reference):
                foreach (var child in Children(found))
                {
                    Release(child);
                }

                Store(reference, found switch
                {
                    Instance instance => instance with { Members = instance.Members.Clear(), IsKnown = false },
                    Items items => items with { Values = null },
                    NamedModules modules => modules with { Modules = null },
                    _ => found,
                });
                break;
        }
    }

    /// <summary>All modules that can be reached from those of which it is not known who calls them.</summary>
    public void CloseLost()
    {
        var open = new Stack<Value>(Recorder.Lost.Select(id => (Value)new Reference(id)));
        var seen = new HashSet<Value>();
        while (open.Count > 0)
        {
            var value = open.Pop();
            if (seen.Add(value))
            {
                Recorder.Lose(value);
                foreach (var child in Object(value) is { } found ? Children(found) : [])
                {
                    open.Push(child);
                }
            }
        }
    }

    private static IEnumerable<Value> Children(HeapObject found) => found switch
    {
        Instance instance => instance.Members.Values,
        Items { Values: { } values } => values,
        NamedModules { Modules: { } modules } => modules.Select(m => m.Module),
        _ => [],
    };

    /// <summary>What a call of a method has come to.</summary>
    private sealed class Call
    {
        /// <summary>The state behind its returns.</summary>
        public State? State { get; set; }

        /// <summary>What it returns.</summary>
        public Value? Value { get; set; }

        /// <summary>What an iterator has given.</summary>
        public List<Value>? Yielded { get; set; }
    }

    private sealed class GiveUpException(bool isFinal) : Exception
    {
        /// <summary>Whether the whole run ends, not only the call.</summary>
        public bool IsFinal => isFinal;
    }
}
