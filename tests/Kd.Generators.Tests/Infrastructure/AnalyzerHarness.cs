using System.Text;
using System.Text.RegularExpressions;
using Kd.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.Generators.Tests;

/// <summary>Runs the analyzer over sources in which expected diagnostics are marked as <c>{|KD0001:text|}</c>.</summary>
internal static partial class AnalyzerHarness
{
    /// <summary>Asserts that the marked diagnostics, and no others, are reported.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> Verify(string marked)
    {
        var (source, expected) = Unmark(marked);
        var diagnostics = await Diagnose(source);
        Assert.Equal(
            expected.Select(e => $"{e.Id} on '{source.Substring(e.Begin, e.Length)}'").Order(),
            diagnostics.Select(d => $"{d.Id} on '{source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}'").Order());
        return diagnostics;
    }

    /// <summary>What the analyzer says of a source.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> Diagnose(string source) =>
        await Compilations.Of(source)
            .WithAnalyzers([new DeclarationAnalyzer()])
            .GetAnalyzerDiagnosticsAsync();

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
