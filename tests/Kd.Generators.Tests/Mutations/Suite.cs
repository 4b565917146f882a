using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.Generators.Tests.Mutations;

/// <summary>What is asked of the suite's programs.</summary>
internal static class Suite
{
    /// <summary>Every analyzer there is.</summary>
    public static readonly DiagnosticAnalyzer[] Analyzers =
        [.. typeof(DistillationGenerator).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!)];

    /// <summary>
    /// Asserts that a change of a right program gives diagnostics of one id at the places, and none else: not by the compiler
    /// either, which would be a second error about one mistake.
    /// </summary>
    public static async Task AssertTold(string id, string program, string old, string @new, string[] places)
    {
        var wrong = SuiteProgram.Right(program).Change(old, @new);
        var compilation = wrong.Complete();
        var diagnostics = await AnalyzerHarness.Diagnose(compilation, Analyzers);
        var told = diagnostics.Where(d => d.Severity > DiagnosticSeverity.Info || d.Id == id).ToList();
        var expected = places.Select(wrong.Locate).Select(place => $"{id} at {place}").Order();
        var actual = told.Select(d => $"{d.Id} at {wrong.Locate(d)}").Order();
        Assert.True(expected.SequenceEqual(actual), $"Expected:\n{string.Join("\n", expected)}\nbut got:\n{string.Join("\n", actual)}\n{string.Join("\n", told)}");
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
    }
}
