using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests;

public partial class ReadmeTests
{
    [Fact]
    public async Task The_example_compiles_and_declares_three_stages()
    {
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "README.md"));
        var program = Sources.Usings + Example().Match(readme).Groups[1].Value;

        var generated = GeneratorHarness.RunAny(program).GeneratedTrees;
        var compilation = Compilations.Of([program, .. generated.Select(t => t.ToString())]);

        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.Empty(await AnalyzerHarness.Diagnose(program));
        Assert.Equal(3, generated.Count(t => t.ToString().Contains("[assembly: global::Kd.Training.Stage(")));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    private static string Here([CallerFilePath] string path = "") => path;
}
