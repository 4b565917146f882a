using Kd.Generators.Models;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis.CSharp;

namespace Kd.Generators.Emission;

/// <summary>Writes a run's <c>Options</c>: each constant of the declaration, once, as a default.</summary>
internal static class OptionsEmitter
{
    private static readonly string[] _train =
    [
        "train.epochs", "train.batchSize", "train.seed", "train.keep", "train.nonFinite", "train.deterministic", "train.precision", "train.fast",
        "train.accumulationSteps", "train.clipNorm", "train.emaDecay",
    ];


    public static void Emit(CodeWriter code, RunSpec run)
    {
        var words = run.Words.ToList();
        code.Summary("What the run does. The defaults are the values of the declaration.");
        using (code.Block("public sealed record Options : global::Kd.Training.RunOptions"))
        {
            code.Summary("The options as declared.");
            code.Line("public Options()");
            using (code.Indent())
            {
                code.Line($": base(new global::Kd.TrainAttribute{run.Train})");
            }

            code.Line("{");
            using (code.Indent())
            {
                if (run.Epochs is { } epochs)
                {
                    code.Line($"Epochs = {epochs};");
                }

                if (run.Weights is { } weights)
                {
                    code.Line($"ImportedWeights = {SymbolDisplay.FormatLiteral(weights, quote: true)};");
                }
            }

            code.Line("}");
            foreach (var word in words)
            {
                foreach (var parameter in word.Parameters)
                {
                    code.Line();
                    var property = Names.Escaped(parameter.Property);
                    var accessibility = parameter.IsPublic ? "public" : "internal";
                    code.Line($"/// <inheritdoc cref=\"{parameter.Owner}.{property}\"/>");
                    code.Line($"/// <remarks>{Setting(word, parameter)}</remarks>");
                    code.Line($"{accessibility} {parameter.Type} {word.Identifier}{parameter.Property} {{ get; init; }} = Declared.{word.Identifier}.{property};");
                }
            }

            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line("public override global::Kd.Training.RunOptions With(string path, string value) => path switch");
            code.Line("{");
            using (code.Indent())
            {
                foreach (var (path, property, parameter) in Settable(words))
                {
                    code.Line($"\"{path}\" => this with {{ {property} = {Read(parameter)} }},");
                }

                code.Line("_ => base.With(path, value),");
            }

            code.Line("};");
            code.Line();
            using (code.Block("private static class Declared"))
            {
                foreach (var word in words)
                {
                    code.Line($"public static readonly {word.AttributeType} {word.Identifier} = new {word.AttributeType}{word.Arguments};");
                }
            }
        }
    }

    // Where the value comes from, and by which name it is changed from outside.
    private static string Setting(WordSpec word, HyperParameterSpec parameter) =>
        $"Of <c>{CodeWriter.Xml(word.Source)}</c>" + (parameter.Kind == ValueKind.Fixed ? "." : $"; the setting <c>{word.Path}.{Names.Camel(parameter.Property)}</c>.");

    /// <summary>The paths of all settings of a run.</summary>
    public static IEnumerable<string> Settings(RunSpec run) => _train.Concat(Settable(run.Words).Select(s => s.Path));

    private static IEnumerable<(string Path, string Property, HyperParameterSpec Parameter)> Settable(IEnumerable<WordSpec> words) =>
        from word in words
        from parameter in word.Parameters
        where parameter.Kind != ValueKind.Fixed
        select ($"{word.Path}.{Names.Camel(parameter.Property)}", word.Identifier + parameter.Property, parameter);

    private static string Read(HyperParameterSpec parameter) => "global::Kd.Training.Setting." + parameter.Kind switch
    {
        ValueKind.Enum => $"Enum<{parameter.Type}>(path, value)",
        var kind => $"{kind}(path, value)",
    };
}
