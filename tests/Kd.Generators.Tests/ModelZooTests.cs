using System.Runtime.CompilerServices;
using Kd.Generators.Analyzers;
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

    private static IEnumerable<string> Files([CallerFilePath] string here = "")
    {
        var zoo = Path.GetFullPath(Path.Combine(here, "../../../samples/ModelZoo"));
        return Directory.EnumerateFiles(zoo, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(zoo, file).StartsWith("obj", StringComparison.Ordinal) && Path.GetFileName(file) != "Program.cs")
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText);
    }
}
