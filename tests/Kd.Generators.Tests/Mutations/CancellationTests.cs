using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.Generators.Tests.Mutations;

/// <summary>An editor cancels the generator and the analyzers with every key stroke: they end at once, and the next time is right.</summary>
public class CancellationTests
{
    private const int Rounds = 20;

    // As no work is done in between that takes longer, even on a busy machine.
    private static readonly TimeSpan _prompt = TimeSpan.FromSeconds(10);

    // The same program in many namespaces, so that there is something to cancel.
    private static readonly CSharpCompilation _program = Compilations.Of([.. SuiteProgram.Right("Stages").Files.SelectMany(Copies)]);

    public static TheoryData<string> Analyzers => [.. Suite.Analyzers.Select(a => a.GetType().Name)];

    [Fact]
    public void A_generator_that_was_cancelled_is_right_the_next_time()
    {
        var driver = Driver();
        var begin = Stopwatch.GetTimestamp();
        var expected = Texts(driver.RunGenerators(_program));
        var whole = Stopwatch.GetElapsedTime(begin);
        var random = new Random(1);
        var cancelled = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var edited = _program.ReplaceSyntaxTree(_program.SyntaxTrees[0], Parse(_program.SyntaxTrees[0].ToString().Replace("Epochs = 20", $"Epochs = {round + 6}")));
            cancelled += IsCancelled(whole * random.NextDouble(), round, token => driver = driver.RunGenerators(edited, token)) ? 1 : 0;
            driver = driver.RunGenerators(edited);

            Assert.Equal(Texts(Driver().RunGenerators(edited)), Texts(driver));
        }

        Assert.Equal(expected, Texts(driver.RunGenerators(_program)));
        Assert.InRange(cancelled, 1, Rounds);
    }

    [Theory]
    [MemberData(nameof(Analyzers))]
    public async Task An_analyzer_that_was_cancelled_is_right_the_next_time(string name)
    {
        var analyzer = Suite.Analyzers.Single(a => a.GetType().Name == name);
        var wrong = GeneratorHarness.Complete(_program.ReplaceSyntaxTree(_program.SyntaxTrees[0], Parse(_program.SyntaxTrees[0].ToString().Replace("\"late\"", "\"later\""))));
        var begin = Stopwatch.GetTimestamp();
        var expected = Texts(await wrong.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync());
        var whole = Stopwatch.GetElapsedTime(begin);
        var random = new Random(1);
        for (var round = 0; round < Rounds / 4; round++)
        {
            IsCancelled(whole * random.NextDouble(), round, token => wrong.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync(token).GetAwaiter().GetResult());

            Assert.Equal(expected, Texts(await wrong.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync()));
        }
    }

    /// <summary>Runs something that is cancelled after a time, in the first round before it begins.</summary>
    private static bool IsCancelled(TimeSpan after, int round, Action<CancellationToken> run)
    {
        using var source = new CancellationTokenSource();
        if (round == 0)
        {
            source.Cancel();
        }
        else
        {
            source.CancelAfter(after);
        }

        var begin = Stopwatch.GetTimestamp();
        try
        {
            run(source.Token);
            Assert.NotEqual(0, round);
            return false;
        }
        catch (OperationCanceledException)
        {
            Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, after + _prompt);
            return true;
        }
    }

    private static IEnumerable<string> Copies(string text) =>
        text.Contains("global using") || text.Contains("[DistillationData]")
            ? [text]
            : Enumerable.Range(0, 40).Select(i => text.Replace("namespace App;", $"namespace App{i};"));

    private static GeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create([new DistillationGenerator().AsSourceGenerator()], parseOptions: Compilations.ParseOptions);

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, Compilations.ParseOptions, "Source0.cs");

    private static string[] Texts(GeneratorDriver driver)
    {
        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        Assert.NotEmpty(result.GeneratedSources);
        return [.. result.GeneratedSources.Select(s => s.SourceText.ToString())];
    }

    private static string[] Texts(IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Select(d => d.ToString()).Order(StringComparer.Ordinal)];
}
