using System.Collections.Immutable;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Shapes;

/// <content>Constructors, methods and modules.</content>
internal sealed partial class Interpreter
{
    private static readonly HashSet<string> _enumerations = ["modules", "named_modules", "children", "named_children", "get_submodule", "apply"];

    /// <summary>Makes an object as <c>new T()</c> does.</summary>
    public Value Construct(INamedTypeSymbol type, IMethodSymbol constructor, IReadOnlyList<Value> arguments)
    {
        // What a base class of another project does is not known.
        var isKnown = type.SelfAndBases().Skip(1).All(t => source.Has(t) || t.SpecialType == SpecialType.System_Object || t.ContainingAssembly?.Name == "TorchSharp");
        var made = Allocate(new Instance(type, ImmutableDictionary.Create<ISymbol, Value>(SymbolEqualityComparer.Default), isKnown));
        Construct(type, constructor, arguments, made);
        return made;
    }

    /// <summary>The arguments of a call that gives none: the defaults of the parameters.</summary>
    public static IReadOnlyList<Value> Defaults(IMethodSymbol method) =>
        [.. method.Parameters.Select(p => !p.HasExplicitDefaultValue ? Value.Unknown : p.ExplicitDefaultValue is null ? Default(p.Type) : Arithmetic.Convert(Arithmetic.Constant(p.ExplicitDefaultValue), p.Type))];

    /// <summary>Runs a method that is in source.</summary>
    public Value Invoke(IMethodSymbol method, Value target, IReadOnlyList<Value> arguments) => Run(method, source.Body(method), target, arguments, null);

    /// <summary>Runs a lambda or another function.</summary>
    public Value Invoke(Value function, IReadOnlyList<Value> arguments) => function switch
    {
        FunctionValue { Body: { } body } lambda => Run(lambda.Method, body, lambda.Scope!.This, arguments, lambda.Scope),
        FunctionValue { Method: { MethodKind: MethodKind.LocalFunction } local } value => Run(local, source.Body(local), value.Scope!.This, arguments, value.Scope),
        FunctionValue { Method: var method } value when IsModuleCall(method) => CallModule(value.Target, arguments),
        FunctionValue value => Dispatch(value.Method, value.Target, arguments),
        _ => ReleaseAll([function, .. arguments]),
    };

    /// <summary>Calls a module.</summary>
    public Value CallModule(Value module, IReadOnlyList<Value> arguments, SyntaxNode? at = null)
    {
        if (module is not Reference reference)
        {
            Recorder.AddUnknown();
            return ReleaseAll(arguments);
        }

        var result = Object(module) switch
        {
            Instance instance => Forward(instance.Type, arguments.Count) is { } forward ? Invoke(forward, module, arguments) : ReleaseAll([module, .. arguments]),
            NamedModules { IsDictionary: false, Modules: { } modules } => modules.Aggregate(arguments.FirstOrDefault() ?? Value.Unknown, (value, next) => CallModule(next.Module, [value])),
            Layer layer => Apply(layer, arguments),
            _ => ReleaseAll(arguments),
        };
        Recorder.Add(reference, arguments, result);
        return result;
    }

    private Value Apply(Layer layer, IReadOnlyList<Value> arguments)
    {
        var input = (arguments.FirstOrDefault() ?? Value.Unknown).Shape;
        if (_uncertainty == 0 && layer.Fault?.Invoke(input) is { } fault)
        {
            Recorder.Faults.Add(new(layer, input, fault));
        }

        return layer.Output is { } output ? Value.Of(output(input)) : Value.Unknown;
    }

    private IMethodSymbol? Forward(INamedTypeSymbol type, int parameters) => type.SelfAndBases().SelectMany(t => t.GetMembers("forward")).OfType<IMethodSymbol>()
        .FirstOrDefault(m => !m.IsAbstract && m.Parameters.Length == parameters && source.Has(m));

    private static bool IsModuleCall(IMethodSymbol method) => method is { Name: "call" or "forward", IsStatic: false } && method.ContainingAssembly?.Name == "TorchSharp";

    private Value ReleaseAll(IEnumerable<Value> values)
    {
        foreach (var value in values)
        {
            Release(value);
        }

        return Value.Unknown;
    }

    private Value Create(IObjectCreationOperation creation, Frame frame)
    {
        if (creation.Constructor is not { } constructor || creation.Type is not INamedTypeSymbol type)
        {
            return Unfamiliar(creation, frame);
        }

        var arguments = Arguments.Of(creation.Arguments, a => Evaluate(a, frame));
        var made = source.Has(type) && type.TypeKind == TypeKind.Class ? Construct(type, constructor, arguments.InOrder(constructor))
            : Collections.Create(this, type, arguments) ?? ReleaseAll(arguments.Values);
        if (creation.Initializer is { } initializer)
        {
            foreach (var operation in initializer.Initializers)
            {
                Evaluate(operation, frame with { Receiver = made });
            }
        }

        return made;
    }

    private void Construct(INamedTypeSymbol type, IMethodSymbol constructor, IReadOnlyList<Value> arguments, Reference made)
    {
        Enter(() =>
        {
            var syntax = constructor.IsImplicitlyDeclared ? null : constructor.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
            var frame = Begin(constructor, made, arguments, null);
            if (syntax is TypeDeclarationSyntax primary)
            {
                foreach (var (parameter, value) in constructor.OriginalDefinition.Parameters.Zip(arguments, (p, v) => (p, v)))
                {
                    WriteMember(made, parameter, value);
                    if (type.IsRecord && type.OriginalDefinition.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
                    {
                        WriteMember(made, property, value);
                    }
                }

                Initialize(type, frame);
                Base(source.PrimaryBase(primary), type, frame);
                return Value.Null;
            }

            var body = syntax is null ? null : source.Body(constructor) as IConstructorBodyOperation;
            var chained = (body?.Initializer as IExpressionStatementOperation)?.Operation as IInvocationOperation ?? body?.Initializer as IInvocationOperation;
            if (chained is null || !SymbolEqualityComparer.Default.Equals(chained.TargetMethod.ContainingType.OriginalDefinition, type.OriginalDefinition))
            {
                Initialize(type, frame);
            }

            Base(chained, type, frame);
            return Finish(() => Execute(body?.BlockBody ?? body?.ExpressionBody, frame));
        });
    }

    private void Initialize(INamedTypeSymbol type, Frame frame)
    {
        foreach (var (member, value) in source.Initializers(type))
        {
            WriteMember(frame.This, member.OriginalDefinition, Evaluate(value, frame));
        }
    }

    // The constructor of the base class, or another of the class itself.
    private void Base(IInvocationOperation? chained, INamedTypeSymbol type, Frame frame)
    {
        if (chained is not null)
        {
            var arguments = Arguments.Of(chained.Arguments, a => Evaluate(a, frame));
            if (source.Has(chained.TargetMethod.ContainingType))
            {
                Construct(chained.TargetMethod.ContainingType, chained.TargetMethod, arguments.InOrder(chained.TargetMethod), (Reference)frame.This);
            }
        }
        else if (type.BaseType is { } parent && source.Has(parent) && parent.InstanceConstructors.FirstOrDefault(c => c.Parameters.All(p => p.IsOptional)) is { } constructor)
        {
            Construct(parent, constructor, Defaults(constructor), (Reference)frame.This);
        }
    }

    private Value Run(IMethodSymbol method, IOperation? body, Value target, IReadOnlyList<Value> arguments, Frame? outer)
    {
        if (body is null || method.IsAsync || method.Parameters.Any(p => p.RefKind is RefKind.Ref or RefKind.Out))
        {
            return ReleaseAll([target, .. arguments]);
        }

        var before = _state;
        var (uncertainty, depth) = (_uncertainty, _calls.Count);
        try
        {
            return Enter(() =>
            {
                var frame = Begin(method, target, arguments, outer);
                return Finish(() => Execute((body as ILocalFunctionOperation)?.Body ?? body, frame));
            });
        }
        catch (GiveUpException e) when (!e.IsFinal)
        {
            (_state, _uncertainty) = (before, uncertainty);
            while (_calls.Count > depth)
            {
                _calls.Pop();
            }

            if (outer is not null)
            {
                Release(new FunctionValue(method, body, target, outer));
            }

            return ReleaseAll([target, .. arguments]);
        }
    }

    private Value Enter(Func<Value> call)
    {
        Step();
        if (_calls.Count >= DepthLimit)
        {
            throw TooLong;
        }

        return call();
    }

    private Frame Begin(IMethodSymbol method, Value target, IReadOnlyList<Value> arguments, Frame? outer)
    {
        var frame = new Frame(++_nextId, target, outer);
        foreach (var (parameter, value) in method.OriginalDefinition.Parameters.Zip(arguments, (p, v) => (p, v)))
        {
            Declare(frame, parameter, value);
        }

        return frame;
    }

    private Value Finish(Action body)
    {
        var call = new Call();
        _calls.Push(call);
        body();
        _calls.Pop();
        _state = Join(call.State, _state);
        return call.Yielded is { } yielded ? Allocate(new Items(yielded.ToImmutableList())) : call.Value ?? Value.Unknown;
    }

    private Value Invoke(IInvocationOperation invocation, Frame frame)
    {
        var method = invocation.TargetMethod;
        var target = invocation.Instance is null ? Value.Null : Evaluate(invocation.Instance, frame);
        var arguments = Arguments.Of(invocation.Arguments, a => Evaluate(a, frame));
        if (_state is null)
        {
            return Value.Unknown;
        }

        foreach (var changed in invocation.Arguments.Where(a => a.Parameter?.RefKind is RefKind.Ref or RefKind.Out))
        {
            Assign(changed.Value, Value.Unknown, frame);
        }

        return method.MethodKind switch
        {
            MethodKind.DelegateInvoke => Invoke(target, arguments.InOrder(method)),
            MethodKind.LocalFunction => Run(method, source.Body(method), frame.This, arguments.InOrder(method), frame),
            _ when IsModuleCall(method) => CallModule(target, arguments.InOrder(method), invocation.Syntax),
            _ when source.Has(method) => Dispatch(method, target, arguments.InOrder(method), invocation.IsVirtual),
            _ => External(method, target, arguments, invocation.Syntax),
        };
    }

    // A method in source, in the class that the object has.
    private Value Dispatch(IMethodSymbol method, Value target, IReadOnlyList<Value> arguments, bool isVirtual = true)
    {
        if (!isVirtual || !(method.IsVirtual || method.IsAbstract || method.IsOverride))
        {
            return Invoke(method, target, arguments);
        }

        if (Object(target) is not Instance instance)
        {
            return ReleaseAll([target, .. arguments]);
        }

        var root = Root(method);
        var found = instance.Type.SelfAndBases().SelectMany(t => t.GetMembers(method.Name)).OfType<IMethodSymbol>()
            .FirstOrDefault(m => !m.IsAbstract && SymbolEqualityComparer.Default.Equals(Root(m), root));
        return found is null ? ReleaseAll([target, .. arguments]) : Invoke(found, target, arguments);
    }

    private static IMethodSymbol Root(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden)
        {
            method = overridden;
        }

        return method.OriginalDefinition;
    }

    private Value External(IMethodSymbol method, Value target, Arguments arguments, SyntaxNode syntax)
    {
        if (method.ContainingAssembly?.Name != "TorchSharp")
        {
            return Collections.Invoke(this, method, target, arguments) ?? ReleaseAll([target, .. arguments.Values]);
        }

        if (_enumerations.Contains(method.Name))
        {
            Recorder.Enumerate(target);
            return Value.Unknown;
        }

        if (method.Name is "register_module" or "add_module")
        {
            Recorder.Name(target);
            return Value.Null;
        }

        return Layers.Make(method, arguments, syntax, this) is { } layer ? Allocate(layer)
            : Collections.Invoke(this, method, target, arguments) is { } collection ? collection
            : TensorShapes.Invoke(method, target, arguments, this) is { } tensor ? tensor
            : method is { IsExtensionMethod: true, ReturnType: ITypeParameterSymbol } or { Name: "to" or "cuda" or "cpu" } && arguments.Values.Concat([target]).FirstOrDefault(v => v is Reference) is { } same ? same
            : Value.Unknown;
    }

    /// <summary>Puts an object on the heap.</summary>
    public Value Make(HeapObject made) => Allocate(made);

    /// <summary>The object that a value is.</summary>
    public HeapObject? Find(Value value) => Object(value);

    /// <summary>Puts another object in the place of one.</summary>
    public void Change(Value value, HeapObject changed)
    {
        if (value is Reference reference)
        {
            Store(reference, changed);
        }
    }
}
