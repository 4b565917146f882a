using Kd.Generators.Models;
using Kd.Generators.Reading;

namespace Kd.Generators.Emission;

/// <summary>Writes what is added to a teacher or student class: its taps, and for a student the way to load it.</summary>
internal static class ModelEmitter
{
    public static string Emit(ModelSpec model)
    {
        var code = new CodeWriter(model.Name);
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
        }

        return code.ToString();
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
                    code.Line($"{place.Property} = global::Kd.Training.Tap.Output(model.{Names.Escaped(place.Member)}{(place.IsNullable ? "!" : "")}, \"{model.Name}.{place.Member}\");");
                }
            }

            foreach (var place in model.Places)
            {
                code.Line();
                code.Summary($"The place \"{place.Id}\": the output of <c>{place.Member}</c>.");
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
}
