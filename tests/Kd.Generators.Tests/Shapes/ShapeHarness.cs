using Kd.Generators.Diagnostics;
using Kd.Generators.Reading;
using Kd.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests.Shapes;

/// <summary>Finds the shapes of a model in a source.</summary>
internal static class ShapeHarness
{
    /// <summary>The shape at a place of a model <c>Net</c>.</summary>
    /// <param name="source">The source, without usings; it compiles.</param>
    /// <param name="place">The id of the place.</param>
    public static string At(string source, string place = "at") => Of(source).At(place).ToString();

    /// <summary>The shapes of a model <c>Net</c>.</summary>
    public static ModelShapes Of(string source)
    {
        var compilation = Compilations.Of("using System;\nusing System.Collections.Generic;\nusing System.Linq;\n" + Sources.Usings + source);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        var type = compilation.GetTypeByMetadataName("Net")!;
        var model = new ModelReader(Problems.Ignored, default).Read(type, isStudent: false);
        Assert.NotNull(model);
        return ModelShapes.Of(new(compilation), type, model, default);
    }

    /// <summary>A model with some members, of which <c>at</c> is the place.</summary>
    /// <param name="members">Its members.</param>
    /// <param name="forward">What it returns for <c>x</c>.</param>
    /// <param name="input">What is in <c>[Input]</c>; empty for none.</param>
    public static string Net(string members, string forward, string input = "3, 32, 32") => $$"""
        [Teacher{{(input.Length == 0 ? "" : $", Input({input})")}}]
        internal sealed partial class Net : Module<Tensor, Tensor>
        {
            {{members}}
            public Net() : base("net") => RegisterComponents();
            public override Tensor forward(Tensor x) => {{forward}};
        }

        """;
}
