using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Shapes;

/// <summary>LINQ over sequences that are known.</summary>
internal static class Sequences
{
    // More elements than a model has layers are none of its making.
    private const int Limit = 4096;

    /// <summary>A method of <c>Enumerable</c>; nothing if it is none that is known.</summary>
    public static Value? Invoke(Interpreter interpreter, IMethodSymbol method, IReadOnlyList<Value> arguments)
    {
        if (method.Name == "Range" && arguments is [{ Number: { } start }, { Number: >= 0 and < Limit and var count }])
        {
            return List(interpreter, Enumerable.Range(0, (int)count).Select(i => (Value)new Constant(start + i)));
        }

        if (method.Name == "Repeat" && arguments is [var repeated, { Number: >= 0 and < Limit and var times }])
        {
            return List(interpreter, Enumerable.Repeat(repeated, (int)times));
        }

        if (method.Name == "Empty")
        {
            return List(interpreter, []);
        }

        if (arguments.Count == 0 || interpreter.Elements(arguments[0]) is not { } elements)
        {
            return null;
        }

        return (method.Name, arguments.Skip(1).ToList()) switch
        {
            ("ToArray" or "ToList" or "AsEnumerable", _) => List(interpreter, elements),
            ("Cast" or "OfType", _) when elements.All(e => e is Reference) && method.Name == "Cast" => List(interpreter, elements),
            ("Select", [FunctionValue { Method.Parameters.Length: 1 } map]) => List(interpreter, elements.Select(e => interpreter.Invoke(map, [e])).ToList()),
            ("Select", [FunctionValue { Method.Parameters.Length: 2 } map]) =>
                List(interpreter, elements.Select((e, i) => interpreter.Invoke(map, [e, new Constant((long)i)])).ToList()),
            ("Aggregate", [var seed, FunctionValue step]) => elements.Aggregate(seed, (value, next) => interpreter.Invoke(step, [value, next])),
            ("Concat", [var other]) when interpreter.Elements(other) is { } more => List(interpreter, elements.Concat(more)),
            ("Append", [var added]) => List(interpreter, elements.Append(added)),
            ("Prepend", [var added]) => List(interpreter, elements.Prepend(added)),
            ("Skip", [{ Number: { } number }]) => List(interpreter, elements.Skip((int)number)),
            ("Take", [{ Number: { } number }]) => List(interpreter, elements.Take((int)number)),
            ("Reverse", []) => List(interpreter, elements.Reverse()),
            ("Count", []) => new Constant((long)elements.Count),
            ("First", []) when elements.Count > 0 => elements[0],
            ("Last", []) when elements.Count > 0 => elements[elements.Count - 1],
            ("Sum", []) when elements.All(e => e.Number is not null) => new Constant(elements.Sum(e => e.Number!.Value)),
            ("Max", []) when elements.Count > 0 && elements.All(e => e.Number is not null) => new Constant(elements.Max(e => e.Number!.Value)),
            ("Zip", [var other]) when interpreter.Elements(other) is { } more => List(interpreter, elements.Zip(more, (a, b) => (Value)TupleValue.Of(a, b))),
            _ => null,
        };
    }

    private static Value List(Interpreter interpreter, IEnumerable<Value> elements) => interpreter.Make(new Items(elements.ToImmutableList()));
}
