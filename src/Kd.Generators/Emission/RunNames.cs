using Kd.Generators.Models;
using Kd.Generators.Reading;

namespace Kd.Generators.Emission;

/// <summary>What the parts of a run's class call the same things.</summary>
/// <param name="run">The run.</param>
/// <param name="data">The data it is about.</param>
/// <param name="inputs">The batch's tensors for the inputs of each model, by its name in the run.</param>
internal sealed class RunNames(RunSpec run, DataSpec data, IReadOnlyDictionary<string, string[]> inputs)
{
    public const string Tensor = "global::TorchSharp.torch.Tensor";

    private readonly ILookup<string, string> _places = run.Terms.SelectMany(t => t.Places).Distinct().ToLookup(p => p.Actor, p => p.Id);

    private readonly HashSet<string> _withModules = [.. run.Terms.SelectMany(t => t.Arguments).SelectMany(a => a.Modules).Select(m => m.Actor)];

    /// <summary>The batch's type.</summary>
    public string Batch => data.Batch;

    /// <summary>The models that a step looks into.</summary>
    public IEnumerable<ActorSpec> Tapped => run.Actors.Where(a => PlacesOf(a).Count > 0 || _withModules.Contains(a.Name));

    /// <summary>The models that teach by what they give in a step.</summary>
    public IEnumerable<ActorSpec> Teaching => run.Teachers.Where(t => _places[t.Name].Any());

    /// <summary>The teachers among them that run in a step.</summary>
    public IEnumerable<ActorSpec> Live => Teaching.Except(Cached);

    /// <summary>The teachers among them whose outputs are stored.</summary>
    public IEnumerable<ActorSpec> Cached => run.TeacherCache is null ? [] : Teaching.Where(t => t.Kind == ActorKind.Frozen);

    /// <summary>The models that a step looks into itself: of what is stored, no more than modules.</summary>
    public IEnumerable<ActorSpec> TappedInStep => Tapped.Where(a => _withModules.Contains(a.Name) || !Cached.Contains(a));

    /// <summary>Whether a term reads the output of a model.</summary>
    public bool NeedsLogits(ActorSpec actor) => _places[actor.Name].Contains(PlaceRef.Logits);

    /// <summary>The places inside a model that terms read.</summary>
    public IReadOnlyList<PlaceRef> PlacesOf(ActorSpec actor) =>
        [.. _places[actor.Name].Where(id => id != PlaceRef.Logits).Select(id => new PlaceRef(actor.Name, id))];

    /// <summary>The field with a model.</summary>
    public static string Field(ActorSpec actor) => "_" + actor.Name;

    /// <summary>The field with what is stored of a teacher.</summary>
    public static string Cache(ActorSpec teacher) => $"_{teacher.Name}Cache";

    /// <summary>The method that gives what is stored of a teacher.</summary>
    public static string Teach(ActorSpec teacher) => "Run" + Names.Pascal(teacher.Name);

    /// <summary>What a step reads of a model: its output, and what is at places.</summary>
    public IEnumerable<PlaceRef> Read(ActorSpec actor) => (NeedsLogits(actor) ? [new PlaceRef(actor.Name, PlaceRef.Logits)] : Enumerable.Empty<PlaceRef>()).Concat(PlacesOf(actor));

    /// <summary>The variable with a model's taps.</summary>
    public static string Taps(string actor) => actor + "Taps";

    /// <summary>The type of a model's taps.</summary>
    public static string TapsType(ActorSpec actor) => actor.Model.FullName + ".Taps";

    /// <summary>The declaration of a model's taps.</summary>
    public static string Tap(ActorSpec actor) => $"var {Taps(actor.Name)} = new {TapsType(actor)}({Field(actor)})";

    /// <summary>The expression that runs a model.</summary>
    public string Call(ActorSpec actor) => $"{Field(actor)}.call({string.Join(", ", inputs[actor.Name].Select(i => $"batch.{Names.Escaped(i)}"))})";

    /// <summary>The expression that runs a model and picks its logits.</summary>
    public string CallForLogits(ActorSpec actor) => Call(actor) + actor.Model.Logits;

    /// <summary>The same, in 32 bits at least.</summary>
    public string Widened(ActorSpec actor) => $"global::Kd.Training.Autocast.Widen({CallForLogits(actor)})";

    /// <summary>The method that evaluates a model.</summary>
    public string Evaluate(ActorSpec actor) => run is { IsGroup: false } && actor.IsLearner ? "Evaluate" : "Evaluate" + Names.Pascal(actor.Name);

    public static string Property(string id) => Names.Pascal(id);

    /// <summary>The variable with what is at a place.</summary>
    public static string Value(PlaceRef place) => place.Actor + Property(place.Id);

    /// <summary>The variable with the shape of a place.</summary>
    public static string Shape(PlaceRef place) => Value(place) + "Shape";

    public static string Local(TermSpec term) => Names.Escaped(Names.Camel(term.Word.Identifier));

    public static string Field(TermSpec term) => "_" + Names.Camel(term.Word.Identifier);

    /// <summary>The pairs of places that have an adapter between them.</summary>
    public static IEnumerable<PlacePair> AdaptedPairs(TermSpec term) => term.HasAdapter ? term.Pairs.Distinct() : [];

    /// <summary>The places of a term whose shapes have to be known before the first step.</summary>
    public static IEnumerable<PlaceRef> ShapedPlaces(TermSpec term) =>
        term.Word.TakesShapes ? term.Places.Distinct() : AdaptedPairs(term).SelectMany(p => new[] { p.Student, p.Teacher });

    /// <summary>What tells the adapters of a term apart: the places of a pair, or the teachers that one place follows.</summary>
    public static string? AdapterName(TermSpec term, PlacePair pair) =>
        term.IsSeveral ? pair.Student.Id : term.Teacher.Count > 1 ? pair.Teacher.Actor : null;

    /// <summary>The adapter of a term.</summary>
    public static string Adapter(TermSpec term, PlacePair pair) => $"{Field(term)}{(AdapterName(term, pair) is { } name ? Property(name) : "")}Adapter";

    /// <summary>The expression that makes the class behind a word, with a clear error for a value out of its range.</summary>
    /// <param name="word">The word.</param>
    /// <param name="given">The first argument, if generated code passes one itself.</param>
    /// <param name="source">What has the values, as the beginning of an expression.</param>
    /// <param name="more">Arguments behind the values.</param>
    public static string Make(WordSpec word, string? given, string source, params string[] more)
    {
        var values = word.Parameters.Where(p => p.Parameter.Length > 0).Select(p => $"{Names.Escaped(p.Parameter)}: {source}{p.Property}");
        var arguments = string.Join(", ", new[] { given }.OfType<string>().Concat(values).Concat(more));
        return word.Parameters.Any(p => p.Parameter.Length > 0)
            ? $"global::Kd.Training.Setting.Make(\"{word.Path}\", () => new {word.ClassType}({arguments}))"
            : $"new {word.ClassType}({arguments})";
    }

    /// <summary>The expression that makes the loss of a term.</summary>
    public static string Make(TermSpec term) => Make(term.Word, given: null, "options." + term.Word.Identifier, [.. term.Word.Given.Select(name => $"{name}: " + name switch
    {
        WordSpec.SampleCount => "global::Kd.Training.TrainingRun.SampleCount(data.Train)",
        WordSpec.StudentShape => Shapes(term, term.Student),
        _ => Shapes(term, term.Teacher),
    })]);

    /// <summary>The same, with the values of the options.</summary>
    public static string Make(WordSpec word, string? given = null) => Make(word, given, "options." + word.Identifier);

    /// <summary>What a loss or metric is given that comes from the batch or the run; nothing for what models make.</summary>
    public string? Given(ArgumentSpec argument) => argument.Source switch
    {
        ArgumentSource.Labels or ArgumentSource.Mask or ArgumentSource.SampleIds =>
            argument.IsOptional && !data.Tensors.Contains(argument.Source.ToString()) ? "null" : $"batch.{argument.Source}",
        ArgumentSource.Step => "stepContext",
        _ => null,
    };

    private static string Shapes(TermSpec term, EquatableArray<PlaceRef> places)
    {
        var shapes = string.Join(", ", (term.IsSeveral ? places : places.Take(1)).Select(Shape));
        return term.IsSeveral ? $"new[] {{ {shapes} }}" : shapes;
    }
}
