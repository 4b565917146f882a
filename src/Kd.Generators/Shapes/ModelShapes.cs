using Kd.Generators.Models;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Shapes;

/// <summary>The shapes at the places of a model, as far as its source tells them.</summary>
/// <param name="Places">The shapes by the ids of the places, the model's output among them.</param>
/// <param name="Faults">What cannot run for certain.</param>
internal sealed record ModelShapes(IReadOnlyDictionary<string, Shape> Places, IReadOnlyList<ShapeFault> Faults)
{
    private static readonly ModelShapes _unknown = new(new Dictionary<string, Shape>(), []);

    /// <summary>The shape at a place.</summary>
    public Shape At(string id) => Places.TryGetValue(id, out var shape) ? shape : Shape.Unknown;

    /// <summary>Finds the shapes of a model.</summary>
    /// <param name="source">The code of the compilation.</param>
    /// <param name="type">The model's class.</param>
    /// <param name="model">The same, as it is read.</param>
    /// <param name="cancellation">Stops it.</param>
    public static ModelShapes Of(SourceCode source, INamedTypeSymbol type, ModelSpec model, CancellationToken cancellation)
    {
        var interpreter = new Interpreter(source, cancellation);
        var shapes = interpreter.Run(() =>
        {
            var made = Make(interpreter, type);
            var inputs = Enumerable.Range(0, model.Inputs.Count).Select(i => Value.Of(i == 0 ? Input(type) : Shape.OfSamples)).ToList();
            var output = interpreter.CallModule(made, inputs);
            interpreter.CloseLost();
            return TupleValue.Of(made, output);
        });
        if (shapes is not TupleValue { Items: [var made, var output] })
        {
            return _unknown;
        }

        var places = new Dictionary<string, Shape> { [PlaceRef.Logits] = Part(output, model.Logits) };
        foreach (var place in model.Places)
        {
            places[place.Id] = At(interpreter, made, type, place);
        }

        return new(places, interpreter.Recorder.Faults);
    }

    private static Value Make(Interpreter interpreter, INamedTypeSymbol type)
    {
        // The same choice as of the code that makes a model in a run.
        var constructor = type.InstanceConstructors.FirstOrDefault(c => c.IsReachable() && c.Parameters.All(p => p.IsOptional || p.IsParams));
        if (constructor is not null)
        {
            return interpreter.Construct(type, constructor, Interpreter.Defaults(constructor));
        }

        var factory = type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(m => m.FindKdAttribute("ModelFactoryAttribute") is not null);
        return factory is null ? Value.Unknown : interpreter.Invoke(factory, Value.Null, Interpreter.Defaults(factory));
    }

    /// <summary>What <c>[Input]</c> says, behind the samples.</summary>
    private static Shape Input(INamedTypeSymbol type) =>
        type.SelfAndBases().Select(t => t.FindKdAttribute("InputAttribute")).FirstOrDefault(a => a is not null) is { ConstructorArguments: [{ Kind: TypedConstantKind.Array, IsNull: false } sizes] }
            ? Shape.Of(sizes.Values.Select(v => v.Value is long size ? Dim.Of(size) : Dim.Unknown).Prepend(Dim.Samples))
            : Shape.OfSamples;

    private static Shape At(Interpreter interpreter, Value made, INamedTypeSymbol type, PlaceSpec place)
    {
        var module = interpreter.Module(made, type, place.Member, place.Tap.Path);
        return place.Tap.Input is { } index ? interpreter.Recorder.Input(module, index).Shape : Part(interpreter.Recorder.Output(module), place.Tap.Selector);
    }

    // The selector is that of generated code: nothing, or .Item1.
    private static Shape Part(Value result, string selector) => selector.Length == 0 ? result.Shape
        : result is TupleValue tuple && int.TryParse(selector.Substring(".Item".Length), out var number) && number <= tuple.Items.Length ? tuple.Items[number - 1].Shape
        : Shape.Unknown;
}
