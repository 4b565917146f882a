using Kd.Generators.Models;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis.CSharp;

namespace Kd.Generators.Emission;

/// <summary>Writes what is added to a teacher or student class: its taps, and for a student the way to load it.</summary>
internal static class ModelEmitter
{
    public static string Emit(ModelSpec model)
    {
        var code = new CodeWriter(model.Name);
        if (model.HidesMembers)
        {
            code.Line("#pragma warning disable CS0108 // What is added to this class is not what was added to its base.");
            code.Line();
        }

        code.Namespace(model.Namespace);
        using (code.Block($"partial class {Names.Escaped(model.Name)}"))
        {
            if (model.IsStudent)
            {
                code.Summary($"Loads the {model.Name} that <c>dotnet build -t:Distill</c> trained and left beside the program.");
                code.Line("/// <returns>The model, in evaluation mode, on the CPU.</returns>");
                code.Line("/// <exception cref=\"global::Kd.Training.KdException\">There is none yet (KD3005), or the class has changed since (KD3006).</exception>");
                code.Line(CodeWriter.GeneratedCode);
                code.Line($"public static {model.FullName} LoadDistilled() => global::Kd.Training.DistilledModel.Load({model.Construction}, \"{model.Name}\");");
                code.Line();
            }

            Taps(code, model);
            if (model.Freezable.Count > 0)
            {
                code.Line();
                Members(code, model);
            }
        }

        return code.Finish();
    }

    private static void Taps(CodeWriter code, ModelSpec model)
    {
        code.Summary($"Catches the outputs of the places of a {model.Name} while it runs.");
        code.Line(CodeWriter.GeneratedCode);
        using (code.Block("internal sealed class Taps : global::System.IDisposable"))
        {
            code.Summary("Taps a model until disposed.");
            using (code.Block($"public Taps({model.FullName} model)"))
            {
                foreach (var place in model.Places)
                {
                    Tap(code, place, model);
                }
            }

            foreach (var place in model.Places)
            {
                code.Line();
                code.Summary($"The place \"{place.Id}\": {Description(place, model)}.");
                code.Line($"public global::Kd.Training.Tap {place.Property} {{ get; }}");
            }

            code.Line();
            code.Line("/// <inheritdoc/>");
            using (code.Block("public void Dispose()"))
            {
                foreach (var place in model.Places)
                {
                    code.Line($"{place.Property}.Dispose();");
                }
            }
        }
    }

    private static void Members(CodeWriter code, ModelSpec model)
    {
        code.Summary($"The members of a {model.Name} that are frozen in some of its training.");
        code.Line(CodeWriter.GeneratedCode);
        using var members = code.Block("internal static class Members");
        foreach (var member in model.Freezable)
        {
            code.Line($"public static global::TorchSharp.torch.nn.Module {Names.Pascal(member)}({model.FullName} model) => model.{Names.Escaped(member)};");
        }
    }

    private static void Tap(CodeWriter code, PlaceSpec place, ModelSpec model)
    {
        var isModel = place.Member == model.Name;
        var name = isModel ? model.Name : $"{model.Name}.{place.Member}";
        var (path, inputs, input) = (place.Tap.Path, place.Tap.Inputs, place.Tap.Input);
        var member = isModel ? "model" : $"model.{Names.Escaped(place.Member)}{(place.IsNullable ? "!" : "")}";
        var text = SymbolDisplay.FormatLiteral(path is null ? name : $"{name}.{path}", quote: true);
        var module = path is null ? member
            : $"global::Kd.Training.ModulePath.Find<{place.Tap.ModuleType}>({member}, {SymbolDisplay.FormatLiteral(path, quote: true)}, \"{name}\")";
        if (place.Tap.IsPlainOutput)
        {
            code.Line($"{place.Property} = global::Kd.Training.Tap.Output({module}, {text});");
            return;
        }

        // A hook gets the module and what it is called with, and one behind it the result too; it may return others in their stead.
        var parameters = string.Join(", ", Enumerable.Range(0, inputs).Select(i => i == input ? "input" : "_"));
        var (hook, caught, returned) = input is null
            ? ($"register_forward_hook((_, {parameters}, output)", "output" + place.Tap.Selector, "output")
            : ($"register_forward_pre_hook((_, {parameters})", "input", inputs == 1 ? "input" : "null");
        using (code.Block($"{place.Property} = new global::Kd.Training.Tap({text}, store => {module}.{hook} =>", "}).remove);"))
        {
            code.Line($"store({caught});");
            code.Line($"return {returned};");
        }
    }

    private static string Description(PlaceSpec place, ModelSpec model)
    {
        var tap = place.Tap;
        var member = place.Member == model.Name ? "the model" : $"<c>{place.Member}</c>";
        var module = tap.Path is null ? member : $"<c>{tap.Path}</c> in {member}";
        return tap.Input is { } input ? $"the input {(tap.Inputs > 1 ? $"{input} " : "")}of {module}"
            : tap.Selector.Length > 0 ? $"<c>{tap.Selector.Substring(1)}</c> of the output of {module}"
            : $"the output of {module}";
    }
}
