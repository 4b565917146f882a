using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.RoslynHost;

/// <summary>
/// Compiles programs as <c>csc</c> does, with the generator and analyzers of a file, and writes down what they say and generate.
/// The tests compile this file too, so that the same is done in their Roslyn.
/// </summary>
public sealed class Host
{
    private readonly CSharpParseOptions _options = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);
    private readonly IReadOnlyList<ISourceGenerator> _generators;
    private readonly DiagnosticAnalyzer[] _analyzers;
    private readonly CSharpCompilation _empty;
    private readonly List<string> _failures = [];

    /// <param name="analyzers">The file with the generator and the analyzers.</param>
    /// <param name="references">The files that a program refers to.</param>
    public Host(string analyzers, IEnumerable<string> references)
    {
        var file = new AnalyzerFileReference(analyzers, new Loader());
        file.AnalyzerLoadFailed += (_, e) => _failures.Add($"{e.ErrorCode}: {e.Message}");
        _generators = file.GetGenerators(LanguageNames.CSharp);
        _analyzers = [.. file.GetAnalyzers(LanguageNames.CSharp)];
        _empty = CSharpCompilation.Create(
            "User", [], references.Select(path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));
    }

    /// <summary>The version of the Roslyn that this runs in.</summary>
    public static Version Roslyn => typeof(Compilation).Assembly.GetName().Version!;

    /// <summary>What is loaded: a line for each generator and analyzer, and for each that is not.</summary>
    public string Loaded => string.Concat(
        _generators.Select(g => g.GetGeneratorType().Name).Concat(_analyzers.Select(a => a.GetType().Name)).Order(StringComparer.Ordinal)
            .Concat(_failures).Select(line => line + "\n"));

    /// <summary>What the generator and the analyzers make of a program: its diagnostics in order, then its generated files.</summary>
    /// <param name="sources">The texts of the program.</param>
    public async Task<string> Describe(IEnumerable<string> sources)
    {
        var program = _empty.AddSyntaxTrees(sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, _options, $"Source{i}.cs")));
        var driver = CSharpGeneratorDriver.Create(_generators, parseOptions: _options).RunGeneratorsAndUpdateCompilation(program, out var output, out var problems);
        var told = await output.WithAnalyzers([.. _analyzers]).GetAnalyzerDiagnosticsAsync();
        var wrong = output.GetDiagnostics().Where(d => d.Severity > DiagnosticSeverity.Info);
        var text = new StringBuilder();
        foreach (var line in told.Concat(problems).Concat(wrong).Select(d => d.ToString()).Order(StringComparer.Ordinal))
        {
            text.Append(line).Append('\n');
        }

        foreach (var file in driver.GetRunResult().Results.SelectMany(r => r.GeneratedSources).OrderBy(s => s.HintName, StringComparer.Ordinal))
        {
            text.Append("// ").Append(file.HintName).Append('\n').Append(file.SourceText).Append('\n');
        }

        return text.ToString();
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
