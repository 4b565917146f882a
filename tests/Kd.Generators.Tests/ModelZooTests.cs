using System.Runtime.CompilerServices;
using Kd.Generators.Analyzers;
using Kd.Generators.Diagnostics;
using Kd.Generators.Reading;
using Kd.Generators.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.Generators.Tests;

/// <summary>The models of samples/ModelZoo as the compiler sees them.</summary>
public class ModelZooTests
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

    private static readonly Lazy<CSharpCompilation> _zoo = new(() =>
    {
        var zoo = Compilations.Of([ImplicitUsings, .. Files()]);

        // As every project of the SDK has it: that TorchSharp refers to older assemblies than these is no fault.
        return zoo.WithOptions(zoo.Options.WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress)]));
    });

    [Fact]
    public void Their_generated_code_compiles_without_a_warning() => GeneratorHarness.RunValid(_zoo.Value);

    [Fact]
    public async Task No_analyzer_finds_a_fault()
    {
        var analyzers = typeof(DeclarationAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

        var diagnostics = await AnalyzerHarness.Diagnose(GeneratorHarness.Complete(_zoo.Value), [.. analyzers]);

        Assert.DoesNotContain(diagnostics, d => d.Severity > DiagnosticSeverity.Info);
    }

    /// <summary>The shapes that RepDistiller's models have for one sample: f0, f1, ..., and the pooled features.</summary>
    [Theory]
    [InlineData("Models.ResNet56", "16, 32, 32", "16, 32, 32", "32, 16, 16", "64, 8, 8", "64")]
    [InlineData("Models.ResNet110", "16, 32, 32", "16, 32, 32", "32, 16, 16", "64, 8, 8", "64")]
    [InlineData("Models.ResNet32x4", "32, 32, 32", "64, 32, 32", "128, 16, 16", "256, 8, 8", "256")]
    [InlineData("Models.ResNet50", "64, 32, 32", "256, 32, 32", "512, 16, 16", "1024, 8, 8", "2048, 4, 4", "2048")]
    [InlineData("Models.WideResNet40x2", "16, 32, 32", "32, 32, 32", "64, 16, 16", "128, 8, 8", "128")]
    [InlineData("Models.Vgg13", "64, 32, 32", "128, 16, 16", "256, 8, 8", "512, 4, 4", "512, 4, 4", "512")]
    [InlineData("Students.Vgg8FromVgg13", "64, 32, 32", "128, 16, 16", "256, 8, 8", "512, 4, 4", "512, 4, 4", "512")]
    [InlineData("Students.ResNet8x4FromResNet32x4", "32, 32, 32", "64, 32, 32", "128, 16, 16", "256, 8, 8", "256")]
    [InlineData("Students.WideResNet40x1FromWideResNet40x2", "16, 32, 32", "16, 32, 32", "32, 16, 16", "64, 8, 8", "64")]
    [InlineData("Students.MobileNetV2FromVgg13", "16, 16, 16", "12, 16, 16", "16, 8, 8", "48, 4, 4", "160, 2, 2", "1280")]
    [InlineData("Students.ShuffleNetV1FromResNet32x4", "24, 32, 32", "240, 16, 16", "480, 8, 8", "960, 4, 4", "960")]
    [InlineData("Students.ShuffleNetV2FromResNet32x4", "24, 32, 32", "116, 16, 16", "232, 8, 8", "464, 4, 4", "1024")]
    public void The_shape_at_every_place_is_known(string name, params string[] expected)
    {
        var type = _zoo.Value.GetTypeByMetadataName($"ModelZoo.{name}")!;
        var model = new ModelReader(Problems.Ignored, default).Read(type, isStudent: name.StartsWith("Students", StringComparison.Ordinal))!;

        var shapes = ModelShapes.Of(new(_zoo.Value), type, model, default);

        Assert.Equal(
            expected.Select((shape, i) => (i < expected.Length - 1 ? $"f{i}" : "pooled", $"(B, {shape})")).Append(("logits", "(B, 100)")),
            model.Places.Select(p => p.Id).Order(StringComparer.Ordinal).Append("logits").Select(id => (id, shapes.At(id).ToString())));
    }

    private static IEnumerable<string> Files([CallerFilePath] string here = "")
    {
        var zoo = Path.GetFullPath(Path.Combine(here, "../../../samples/ModelZoo"));
        return Directory.EnumerateFiles(zoo, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(zoo, file).StartsWith("obj", StringComparison.Ordinal) && Path.GetFileName(file) != "Program.cs")
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText);
    }
}
