using System.Runtime.CompilerServices;
using Kd.Generators.Analyzers;
using Kd.Generators.Diagnostics;
using Kd.Generators.Reading;
using Kd.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests.Shapes;

/// <summary>The shapes of <c>samples/ModelZoo</c>, which are those that its own tests see in a run.</summary>
public class ZooShapeTests
{
    // f0, f1, ..., and the pooled features, as RepDistiller's is_feat=True returns them.
    private static readonly Dictionary<string, string[]> _features = new()
    {
        ["ResNet8x4"] = ["(B, 32, 32, 32)", "(B, 64, 32, 32)", "(B, 128, 16, 16)", "(B, 256, 8, 8)", "(B, 256)"],
        ["ResNet32x4"] = ["(B, 32, 32, 32)", "(B, 64, 32, 32)", "(B, 128, 16, 16)", "(B, 256, 8, 8)", "(B, 256)"],
        ["ResNet"] = ["(B, 16, 32, 32)", "(B, 16, 32, 32)", "(B, 32, 16, 16)", "(B, 64, 8, 8)", "(B, 64)"],
        ["ResNet50"] = ["(B, 64, 32, 32)", "(B, 256, 32, 32)", "(B, 512, 16, 16)", "(B, 1024, 8, 8)", "(B, 2048, 4, 4)", "(B, 2048)"],
        ["WideResNet16x1"] = ["(B, 16, 32, 32)", "(B, 16, 32, 32)", "(B, 32, 16, 16)", "(B, 64, 8, 8)", "(B, 64)"],
        ["WideResNet40x1"] = ["(B, 16, 32, 32)", "(B, 16, 32, 32)", "(B, 32, 16, 16)", "(B, 64, 8, 8)", "(B, 64)"],
        ["WideResNet"] = ["(B, 16, 32, 32)", "(B, 32, 32, 32)", "(B, 64, 16, 16)", "(B, 128, 8, 8)", "(B, 128)"],
        ["Vgg"] = ["(B, 64, 32, 32)", "(B, 128, 16, 16)", "(B, 256, 8, 8)", "(B, 512, 4, 4)", "(B, 512, 4, 4)", "(B, 512)"],
        ["MobileNetV2"] = ["(B, 16, 16, 16)", "(B, 12, 16, 16)", "(B, 16, 8, 8)", "(B, 48, 4, 4)", "(B, 160, 2, 2)", "(B, 1280)"],
        ["ShuffleNetV1"] = ["(B, 24, 32, 32)", "(B, 240, 16, 16)", "(B, 480, 8, 8)", "(B, 960, 4, 4)", "(B, 960)"],
        ["ShuffleNetV2"] = ["(B, 24, 32, 32)", "(B, 116, 16, 16)", "(B, 232, 8, 8)", "(B, 464, 4, 4)", "(B, 1024)"],
    };

    private static readonly Compilation _zoo = GeneratorHarness.Complete(Compilations.Of(
        [.. Directory.GetFiles(Folder(), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/") && !f.Contains("/bin/")).Select(File.ReadAllText), Usings]));

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading.Tasks;
        """;

    /// <summary>The teachers and students of the zoo.</summary>
    public static TheoryData<string> Models =>
        [.. _zoo.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .Where(t => t.FindKdAttribute("TeacherAttribute") is not null || t.FindKdAttribute("StudentAttribute") is not null).Select(t => t.ToDisplayString()).Distinct().Order()];

    [Theory]
    [MemberData(nameof(Models))]
    public void All_places_of_a_model_are_known(string name)
    {
        var type = _zoo.GetTypeByMetadataName(name)!;
        var model = new ModelReader(Problems.Ignored, default).Read(type, type.FindKdAttribute("StudentAttribute") is not null)!;
        var features = _features[type.SelfAndBases().First(t => _features.ContainsKey(t.Name)).Name];

        var shapes = ModelShapes.Of(new(_zoo), type, model, default);

        Assert.Empty(shapes.Faults);
        Assert.Equal("(B, 100)", shapes.At("logits").ToString());
        Assert.All(model.Places, place => Assert.Equal(place.Hint == "pooled" ? features[^1] : features[place.Hint[1] - '0'], shapes.At(place.Id).ToString()));
    }

    [Fact]
    public async Task Nothing_is_wrong_with_the_pairs_and_the_adapters_are_told()
    {
        var diagnostics = await AnalyzerHarness.Diagnose(_zoo, new ShapeAnalyzer());

        Assert.DoesNotContain(diagnostics, d => d.Severity > DiagnosticSeverity.Info);
        Assert.InRange(diagnostics.Count(d => d.Id == DiagnosticIds.BuiltAdapter), 10, int.MaxValue);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "samples", "ModelZoo");
}
