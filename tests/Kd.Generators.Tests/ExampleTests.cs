using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests;

/// <summary>The examples that users read compile, and declare what they say.</summary>
public partial class ExampleTests
{
    [Theory]
    [InlineData("README.md", 3)]
    [InlineData("docs/models.md", 3)]
    [InlineData("docs/data.md", 0)]
    [InlineData("docs/schemes.md", 28)]
    public async Task The_examples_of_a_page_are_a_program_with_so_many_stages(string page, int stages)
    {
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", page));
        var program = "using System;\nusing Kd.Metrics;\n" + Sources.Usings + string.Concat(Example().Matches(text).Select(m => m.Groups[1].Value));

        var generated = GeneratorHarness.RunAny(program).GeneratedTrees;
        var compilation = Compilations.Of([program, .. generated.Select(t => t.ToString())]);

        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.Empty(await AnalyzerHarness.Diagnose(program));
        Assert.Equal(stages, generated.Count(t => t.ToString().Contains("[assembly: global::Kd.Training.DistillStage(")));
    }

    [Fact]
    public async Task A_loss_of_the_readers_own_is_a_word_like_any_other()
    {
        var word = Example().Match(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs/terms.md"))).Groups[1].Value;

        Assert.Empty(await AnalyzerHarness.Verify(Sources.Program(Sources.Student("[Gap(Slack = 2, EndWeight = 0)]"), word.Replace("public sealed class", "internal sealed class"))));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    private static string Here([CallerFilePath] string path = "") => path;
}
