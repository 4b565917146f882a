using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Kd.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.Generators.Tests;

/// <summary>Runs the analyzer over sources in which expected diagnostics are marked as <c>{|KD0001:text|}</c>.</summary>
internal static partial class AnalyzerHarness
{
    // All that a program can be right for. That a hint is not followed yet is no fault of a program.
    private static readonly ImmutableArray<DiagnosticAnalyzer> _analyzers = [new DeclarationAnalyzer(), new ValueAnalyzer(), new CodeAnalyzer(), new ShapeAnalyzer()];

    /// <summary>
    /// Asserts that the marked diagnostics, and no others, are reported: no error by the compiler either, which would be a second
    /// one about one mistake, and not even a warning about a right program.
    /// </summary>
    /// <param name="marked">The program.</param>
    /// <param name="message">What the one diagnostic says.</param>
    public static async Task Verify(string marked, string message)
    {
        var diagnostic = Assert.Single(await Verify(marked));
        Assert.Equal(message, diagnostic.GetMessage());
    }

    /// <inheritdoc cref="Verify(string, string)"/>
    public static Task<IReadOnlyList<Diagnostic>> Verify(string marked, params DiagnosticAnalyzer[] analyzers) => Verify(marked, [], analyzers);

    /// <inheritdoc cref="Verify(string, string)"/>
    /// <param name="marked">The program.</param>
    /// <param name="references">What it refers to beside what every program does.</param>
    /// <param name="analyzers">What looks at it; none for all that every program is tried with.</param>
    public static async Task<IReadOnlyList<Diagnostic>> Verify(string marked, MetadataReference[] references, params DiagnosticAnalyzer[] analyzers)
    {
        var (source, expected) = Unmark(marked);
        var program = GeneratorHarness.Complete(Compilations.Of(source).AddReferences(references));

        // A suggestion is no fault of a program that a test does not mark it in.
        var diagnostics = (await Diagnose(program, analyzers)).Where(d => d.Severity > DiagnosticSeverity.Info || expected.Exists(e => e.Id == d.Id)).ToList();
        var tolerated = expected.Count == 0 ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
        Assert.Empty(program.GetDiagnostics().Where(d => d.Severity > tolerated));
        Assert.Equal(
            expected.Select(e => $"{e.Id} on '{source.Substring(e.Begin, e.Length)}'").Order(),
            diagnostics.Select(d => $"{d.Id} on '{source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}'").Order());
        return diagnostics;
    }

    /// <summary>What the analyzer says of a source.</summary>
    public static Task<IReadOnlyList<Diagnostic>> Diagnose(string source) => Diagnose(GeneratorHarness.Complete(source));

    /// <summary>What the analyzer says of a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="analyzers">What looks at it; none for all that every program is tried with.</param>
    public static async Task<IReadOnlyList<Diagnostic>> Diagnose(Compilation program, params DiagnosticAnalyzer[] analyzers) =>
        await program.WithAnalyzers(analyzers.Length == 0 ? _analyzers : [.. analyzers]).GetAnalyzerDiagnosticsAsync();

    /// <summary>A program without its marks.</summary>
    public static string Plain(string marked) => Unmark(marked).Source;

    private static (string Source, List<(string Id, int Begin, int Length)> Expected) Unmark(string marked)
    {
        var source = new StringBuilder();
        var expected = new List<(string, int, int)>();
        var end = 0;
        foreach (Match match in Mark().Matches(marked))
        {
            source.Append(marked, end, match.Index - end);
            expected.Add((match.Groups[1].Value, source.Length, match.Groups[2].Length));
            source.Append(match.Groups[2].Value);
            end = match.Index + match.Length;
        }

        return (source.Append(marked, end, marked.Length - end).ToString(), expected);
    }

    [GeneratedRegex(@"\{\|(KD\d{4}):(.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
