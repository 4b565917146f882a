using Kd.Generators.Models;

namespace Kd.Generators.Emission;

/// <summary>Writes a run's <c>Losses</c>: a field for each term, and the total.</summary>
internal static class LossesEmitter
{
    public static void Emit(CodeWriter code, RunSpec run)
    {
        code.Summary("The terms of a step, unweighted, and their weighted sum: scalars.");
        foreach (var term in run.Terms)
        {
            // Over the field, an editor shows what stands over the attribute: the formula and the shapes.
            code.Line($"/// <param name=\"{term.Word.Identifier}\"><c>{term.Word.Path}</c>: <c>{CodeWriter.Xml(term.Declaration)}</c>.");
            code.Line($"/// <inheritdoc cref=\"{term.Word.Cref}\" path=\"/*[self::summary or self::remarks]/node()\"/></param>");
        }

        code.Line("/// <param name=\"Total\">The weighted sum, which is minimised.</param>");
        var names = run.Terms.Select(t => t.Word.Identifier).Concat(["Total"]).ToList();
        using (code.Block($"public readonly record struct Losses({string.Join(", ", names.Select(n => $"{RunNames.Tensor} {n}"))}) : global::Kd.Training.ILosses"))
        {
            code.Line("/// <inheritdoc/>");
            code.Line("public static global::System.Collections.Generic.IReadOnlyList<string> Names { get; } =");
            using (code.Indent())
            {
                code.Line($"new[] {{ {string.Join(", ", run.Terms.Select(t => $"\"{t.Word.Path}\"").Concat(["\"total\""]))} }};");
            }

            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line($"public {RunNames.Tensor}[] Values() => new[] {{ {string.Join(", ", names)} }};");
        }
    }
}
