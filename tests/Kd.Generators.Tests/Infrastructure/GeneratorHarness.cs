using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kd.Generators.Tests;

/// <summary>Runs the generator, and asks of every run what has to hold of any.</summary>
internal static class GeneratorHarness
{
    /// <summary>The names of the generator's own steps.</summary>
    public static readonly string[] Steps =
        [.. typeof(TrackingNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];

    /// <summary>A run whose output compiles without a warning.</summary>
    public static GeneratorDriverRunResult RunValid(params string[] sources) => RunValid(Compilations.Of(sources));

    /// <inheritdoc cref="RunValid(string[])"/>
    public static GeneratorDriverRunResult RunValid(CSharpCompilation compilation)
    {
        var result = Run(compilation, out var output);
        var warnings = output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(warnings.Count == 0, string.Join("\n", warnings));
        Assert.NotEmpty(result.GeneratedTrees);
        return result;
    }

    /// <summary>A run that only has to do what every run has to: not throw, be cached, keep no symbols, repeat itself.</summary>
    public static GeneratorDriverRunResult RunAny(params string[] sources) => Run(Compilations.Of(sources), out _);

    /// <summary>A program as the compiler sees it: with what is generated for it.</summary>
    public static Compilation Complete(string source) => Complete(Compilations.Of(source));

    /// <inheritdoc cref="Complete(string)"/>
    public static Compilation Complete(Compilation program)
    {
        Driver(program.SyntaxTrees.First().Options).RunGeneratorsAndUpdateCompilation(program, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        return output;
    }

    /// <summary>The reasons of every tracked step after an edit.</summary>
    public static (ILookup<string, IncrementalStepRunReason> Steps, IncrementalStepRunReason[] Outputs) AfterEdit(string before, string after)
    {
        var driver = Driver().RunGenerators(Compilations.Of(before)).RunGenerators(Compilations.Of(after));
        var result = Assert.Single(driver.GetRunResult().Results);
        return (
            result.TrackedSteps.SelectMany(s => s.Value.SelectMany(step => step.Outputs), (s, o) => (s.Key, o.Reason)).ToLookup(x => x.Key, x => x.Reason),
            [.. result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason)]);
    }

    private static GeneratorDriverRunResult Run(CSharpCompilation compilation, out Compilation output)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out output, out var diagnostics);
        var result = driver.GetRunResult();
        Assert.Empty(diagnostics);
        Assert.All(result.Results, r => Assert.Null(r.Exception));
        AssertHoldsNoSymbols(result);
        AssertRepeats(compilation, result);
        AssertCached(driver, compilation);
        return result;
    }

    private static GeneratorDriver Driver(ParseOptions? options = null) => CSharpGeneratorDriver.Create(
        [new DistillationGenerator().AsSourceGenerator()],
        parseOptions: (CSharpParseOptions?)options ?? Compilations.ParseOptions,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static void AssertRepeats(CSharpCompilation compilation, GeneratorDriverRunResult result)
    {
        var again = Driver().RunGenerators(compilation.Clone()).GetRunResult();
        Assert.Equal(result.GeneratedTrees.Select(t => t.ToString()), again.GeneratedTrees.Select(t => t.ToString()));
    }

    private static void AssertCached(GeneratorDriver driver, CSharpCompilation compilation)
    {
        var edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;", Compilations.ParseOptions));
        var result = Assert.Single(driver.RunGenerators(edited).GetRunResult().Results);
        var reasons = result.TrackedSteps.Where(s => Steps.Contains(s.Key)).Select(s => s.Value)
            .Concat(result.TrackedOutputSteps.Select(s => s.Value))
            .SelectMany(steps => steps).SelectMany(step => step.Outputs).Select(o => o.Reason);
        Assert.All(reasons, reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
    }

    private static void AssertHoldsNoSymbols(GeneratorDriverRunResult result)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var step in result.Results.SelectMany(r => r.TrackedSteps).Where(s => Steps.Contains(s.Key)).SelectMany(s => s.Value))
        {
            foreach (var (value, _) in step.Outputs)
            {
                Walk(value, seen);
            }
        }
    }

    private static void Walk(object? value, HashSet<object> seen)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            value is Compilation or ISymbol or SyntaxNode or SyntaxTree or SemanticModel or Location, $"A step's model holds a {value.GetType()}.");
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Walk(item, seen);
            }
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(value), seen);
        }
    }
}
