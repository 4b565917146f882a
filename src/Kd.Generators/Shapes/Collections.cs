using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Shapes;

/// <summary>What the collections of .NET and TorchSharp do, and LINQ and <c>Math</c>, as far as models are made with them.</summary>
internal static class Collections
{
    /// <summary>Makes a collection; nothing if the type is none that is known.</summary>
    public static Value? Create(Interpreter interpreter, INamedTypeSymbol type, Arguments arguments)
    {
        var argument = arguments.Values.FirstOrDefault();
        switch (type.Name)
        {
            case "List" or "ModuleList":
                // A number is a capacity.
                var values = argument is null || argument.Number is not null ? ImmutableList<Value>.Empty : interpreter.Elements(argument)?.ToImmutableList();
                return interpreter.Make(new Items(values));
            case "Dictionary" or "ModuleDict":
                return interpreter.Make(new NamedModules(argument is null ? ImmutableList<(string?, Value)>.Empty : Named(interpreter, argument), IsDictionary: true));
            default:
                return null;
        }
    }

    /// <summary>A list of names with modules, as tuples or as modules alone; nothing if it is not known.</summary>
    public static ImmutableList<(string? Name, Value Module)>? Named(Interpreter interpreter, Value collection)
    {
        if (interpreter.Elements(collection) is not { } elements)
        {
            return null;
        }

        var modules = elements.Select((e, i) => e is TupleValue { Items: [var name, var module] } ? (name.Text, module) : ((string?)$"{i}", e)).ToImmutableList();
        return modules.Exists(m => m.Item2 is not Reference) ? null : modules;
    }

    /// <summary>A property of a collection.</summary>
    public static Value? Property(Interpreter interpreter, IPropertySymbol property, Value target, IReadOnlyList<Value> arguments)
    {
        if (target is SizesValue sizes)
        {
            return property.Name is "Length" or "Count" or "LongLength" && sizes.Tensor.Rank is { } rank ? new Constant((long)rank) : null;
        }

        switch (interpreter.Find(target))
        {
            case Items { Values: { } values }:
                return property.Name is "Length" or "Count" or "LongLength" ? new Constant((long)values.Count)
                    : property.IsIndexer && arguments is [var index] ? At(interpreter, values, index)
                    : null;
            case NamedModules { Modules: { } modules } named:
                return property.Name == "Count" ? new Constant((long)modules.Count)
                    : property.Name == "Values" ? interpreter.Make(new Items(modules.Select(m => m.Module).ToImmutableList()))
                    : property.IsIndexer && named.IsDictionary && arguments is [{ Text: { } key }] ? modules.Find(m => m.Name == key).Module
                    : property.IsIndexer && !named.IsDictionary && arguments is [{ Number: { } number }] && number >= 0 && number < modules.Count ? modules[(int)number].Module
                    : null;
            default:
                return property is { Name: "Length", ContainingType.SpecialType: SpecialType.System_String } && target.Text is { } text ? new Constant((long)text.Length)
                    : property is { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } ? target
                    : property is { Name: "HasValue", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } && target is not UnknownValue ? Value.Of(target is not Constant { Content: null })
                    : null;
        }
    }

    private static Value At(Interpreter interpreter, ImmutableList<Value> values, Value index)
    {
        if (index.Number is >= 0 and { } number && number < values.Count)
        {
            return values[(int)number];
        }

        values.ForEach(v => interpreter.Recorder.Lose(v));
        return Value.Unknown;
    }

    /// <summary>A method; nothing if it is none that is known.</summary>
    public static Value? Invoke(Interpreter interpreter, IMethodSymbol method, Value target, Arguments arguments)
    {
        if (method.ContainingType is { Name: "Math" or "MathF", ContainingNamespace.Name: "System" })
        {
            return Math(method.Name, [.. arguments.Values]);
        }

        if (method.ContainingType is { Name: "Enumerable", ContainingNamespace.Name: "Linq" })
        {
            return Sequences.Invoke(interpreter, method, [.. arguments.Values]);
        }

        switch (interpreter.Find(target))
        {
            case Items { IsShared: false, Values: { } values } items when Change(interpreter, method.Name, values, [.. arguments.Values]) is { } changed:
                interpreter.Change(target, items with { Values = changed });
                return Value.Null;
            case Items { Values: not null } when method.Name is "ToArray" or "ToList" or "AsEnumerable" or "AsReadOnly":
                return interpreter.Make(new Items(interpreter.Elements(target)!.ToImmutableList()));
            case NamedModules { IsDictionary: true, Modules: { } modules } named when method.Name == "Add" && arguments.Values.ToList() is [{ Text: { } key }, var added]:
                interpreter.Change(target, named with { Modules = modules.Add((key, added)) });
                return Value.Null;
            case NamedModules { IsDictionary: false, Modules: { } modules } chain when method.Name == "append" && arguments["module"] is Reference appended:
                interpreter.Change(target, chain with { Modules = modules.Add((arguments.Has("name") ? arguments["name"].Text : $"{modules.Count}", appended)) });
                return target;
            case NamedModules { IsDictionary: true, Modules: { } modules } when method.Name is "values":
                return interpreter.Make(new Items(modules.Select(m => m.Module).ToImmutableList()));
            default:
                return method is { Name: "Empty", ContainingType.Name: "Array" } ? interpreter.Make(new Items(ImmutableList<Value>.Empty))
                    : null;
        }
    }

    private static ImmutableList<Value>? Change(Interpreter interpreter, string name, ImmutableList<Value> values, IReadOnlyList<Value> arguments) => (name, arguments) switch
    {
        ("Add", [var added]) => values.Add(added),
        ("append" or "AddRange" or "extend", [var added]) when interpreter.Elements(added) is { } more => values.AddRange(more),
        ("Insert", [{ Number: { } at }, var added]) when at >= 0 && at <= values.Count => values.Insert((int)at, added),
        ("RemoveAt", [{ Number: { } at }]) when at >= 0 && at < values.Count => values.RemoveAt((int)at),
        ("Clear", []) => ImmutableList<Value>.Empty,
        ("Reverse", []) => values.Reverse(),
        _ => null,
    };

    private static Value? Math(string name, IReadOnlyList<Value> arguments) => (name, arguments) switch
    {
        ("Max", [{ Number: { } a }, { Number: { } b }]) => new Constant(System.Math.Max(a, b)),
        ("Min", [{ Number: { } a }, { Number: { } b }]) => new Constant(System.Math.Min(a, b)),
        ("Max", [Constant { Content: double a }, Constant { Content: double b }]) => new Constant(System.Math.Max(a, b)),
        ("Min", [Constant { Content: double a }, Constant { Content: double b }]) => new Constant(System.Math.Min(a, b)),
        ("Abs", [{ Number: { } a }]) => new Constant(System.Math.Abs(a)),
        ("Floor", [Constant { Content: double a }]) => new Constant(System.Math.Floor(a)),
        ("Ceiling", [Constant { Content: double a }]) => new Constant(System.Math.Ceiling(a)),
        ("Round", [Constant { Content: double a }]) => new Constant(System.Math.Round(a)),
        ("Sqrt", [Constant { Content: double a }]) => new Constant(System.Math.Sqrt(a)),
        ("Pow", [Constant { Content: double a }, Constant { Content: double b }]) => new Constant(System.Math.Pow(a, b)),
        _ => Value.Unknown,
    };
}
