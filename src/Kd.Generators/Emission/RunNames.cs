using Kd.Generators.Models;
using Kd.Generators.Reading;

namespace Kd.Generators.Emission;

/// <summary>What the parts of a run's class call the same things.</summary>
/// <param name="run">The run.</param>
/// <param name="data">The data it is about.</param>
/// <param name="inputs">The batch's tensors for the model's inputs.</param>
/// <param name="teacherInputs">Those for the teacher's.</param>
internal sealed class RunNames(RunSpec run, DataSpec data, string[] inputs, string[] teacherInputs)
{
    public const string Tensor = "global::TorchSharp.torch.Tensor";

    /// <summary>The first part of the names of what belongs to the model that is trained.</summary>
    public string Model { get; } = run.Teacher is null ? "model" : "student";

    /// <summary>The places that are tapped.</summary>
    public PlacePair[] Places { get; } = [.. run.Terms.SelectMany(t => t.Places).Where(p => p.Id != Logits).Distinct()];

    /// <summary>Whether a step looks into the models.</summary>
    public bool NeedsTaps => Places.Length > 0 || run.Terms.Any(t => t.Arguments.Any(a => a.Source == ArgumentSource.TeacherModule));

    /// <summary>The batch's type.</summary>
    public string Batch => data.Batch;

    /// <summary>The id of the model's output.</summary>
    public const string Logits = "logits";

    /// <summary>The expression that runs the trained model.</summary>
    public string CallModel => Call("_" + Model, inputs);

    /// <summary>The expression that runs the teacher.</summary>
    public string CallTeacher => Call("_teacher", teacherInputs);

    /// <summary>What picks the logits from what the trained model returns.</summary>
    public string ModelLogits => run.Model.Logits;

    /// <summary>What picks the logits from what the teacher returns.</summary>
    public string TeacherLogits => run.Teacher!.Logits;

    public static string Property(string id) => Names.Pascal(id);

    public static string Local(TermSpec term) => Names.Escaped(Names.Camel(term.Word.Identifier));

    public static string Field(TermSpec term) => "_" + Names.Camel(term.Word.Identifier);

    public static IEnumerable<PlacePair> AdaptedPlaces(TermSpec term) => term.HasAdapter ? term.Places.Distinct() : [];

    /// <summary>The places of a term whose shapes have to be known before the first step.</summary>
    public static IEnumerable<PlacePair> ShapedPlaces(TermSpec term) => term.Word.TakesShapes ? Compared(term).Distinct() : AdaptedPlaces(term);

    /// <summary>What a term compares: its places, or the logits.</summary>
    public static IEnumerable<PlacePair> Compared(TermSpec term) => term.Places.Count == 0 ? [new(Logits, Logits)] : term.Places;

    /// <summary>The variable with the shape of a place.</summary>
    public static string Shape(string side, string id) => $"{side}{Property(id)}Shape";

    /// <summary>The adapter of a term; those of a pair are told apart by their places.</summary>
    public static string Adapter(TermSpec term, PlacePair place) =>
        term.IsSeveral ? $"{Field(term)}{Property(place.Id)}Adapter" : $"{Field(term)}Adapter";

    /// <summary>What an adapter is called among what a run trains.</summary>
    public static string AdapterPath(TermSpec term, PlacePair place) => $"{term.Word.Path}.adapter{(term.IsSeveral ? "." + place.Id : "")}";

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
        _ => ShapesOf(term, name == WordSpec.StudentShape),
    })]);

    /// <summary>The same, with the values of the options.</summary>
    public static string Make(WordSpec word, string? given = null) => Make(word, given, "options." + word.Identifier);

    /// <summary>What a loss or metric is given that comes from the batch or the run; nothing for what models make.</summary>
    public string? Given(ArgumentSpec argument) => argument.Source switch
    {
        ArgumentSource.Labels or ArgumentSource.Mask or ArgumentSource.SampleIds =>
            argument.IsOptional && !data.Tensors.Contains(argument.Source.ToString()) ? "null" : $"batch.{argument.Source}",
        ArgumentSource.Step => "stepContext",
        ArgumentSource.TeacherModule => $"teacherTaps.{Property(argument.Hint!)}.Module",
        _ => null,
    };

    private static string ShapesOf(TermSpec term, bool isStudent)
    {
        var shapes = string.Join(", ", Compared(term).Select(p => isStudent ? Shape("student", p.Id) : Shape("teacher", p.Hint)));
        return term.IsSeveral ? $"new[] {{ {shapes} }}" : shapes;
    }

    private static string Call(string model, string[] inputs) => $"{model}.call({string.Join(", ", inputs.Select(i => $"batch.{Names.Escaped(i)}"))})";
}
