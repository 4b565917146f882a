using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.Bench.Generators;

/// <summary>Generators with a program for them and two edits of it.</summary>
internal sealed class GeneratorSubject
{
    private static readonly CSharpParseOptions _parseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private const string Unrelated = "Unrelated.cs";

    private readonly ISourceGenerator[] _generators;
    private readonly CSharpCompilation _program;
    private readonly string _edited;
    private readonly string _editedText;
    private int _edits;

    /// <summary>Makes the program and sees that the file to edit compiles, before and after, with what is generated.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="generators">The generators.</param>
    /// <param name="sources">One file for each class.</param>
    /// <param name="file">The file that an edit changes.</param>
    /// <param name="edited">What it is after the edit.</param>
    public GeneratorSubject(
        string name,
        IEnumerable<IIncrementalGenerator> generators,
        IEnumerable<string> sources,
        int file,
        string edited)
    {
        Name = name;
        _generators = [.. generators.Select(g => g.AsSourceGenerator())];
        SyntaxTree[] trees = [.. sources.Select((source, i) => Parse(source, $"Source{i}.cs"))];
        (_edited, _editedText) = (trees[file].FilePath, edited);
        _program = CSharpCompilation.Create(
            "App",
            [.. trees, Parse(SyntheticPrograms.Unrelated, Unrelated)],
            References(),
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        RequireValid(_program);
        var result = RequireValid(With(_program, _edited, edited));
        Files = result.GeneratedTrees.Length;
        Characters = result.GeneratedTrees.Sum(tree => tree.Length);
    }

    /// <summary>What is measured.</summary>
    public string Name { get; }

    /// <summary>How many files are generated.</summary>
    public int Files { get; }

    /// <summary>How long they are together.</summary>
    public int Characters { get; }

    /// <summary>A first run, a run after a comment in a file without annotations, and one after an edit of one annotated class.</summary>
    public Dictionary<string, RunCost> Measure()
    {
        var text = ++_edits % 2 == 1 ? _editedText : _editedText + "\n";
        var program = Anew();
        var commented = With(program, Unrelated, $"// Edit {_edits}.\n{SyntheticPrograms.Unrelated}");
        var changed = With(commented, _edited, text);
        var driver = Driver();
        return new()
        {
            ["first run"] = Timed(program),
            ["after an unrelated edit"] = Timed(commented),
            ["after an edit of one class"] = Timed(changed),
        };

        RunCost Timed(Compilation compilation)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var processor = Environment.CpuUsage.TotalTime;
            var began = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(compilation);
            return new(
                Stopwatch.GetElapsedTime(began).TotalMilliseconds,
                (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds,
                GC.GetTotalAllocatedBytes(precise: true) - allocated);
        }
    }

    /// <summary>Runs analyzers over the program with what is generated.</summary>
    /// <returns>The time of each, with what it has the compiler bind, in milliseconds.</returns>
    public IEnumerable<(DiagnosticAnalyzer Analyzer, double Time)> Analyze(ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        Driver().RunGeneratorsAndUpdateCompilation(Anew(), out var output, out _);
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var result = output.WithAnalyzers(analyzers, options).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        return analyzers.Select(analyzer => (analyzer, result.AnalyzerTelemetryInfo[analyzer].ExecutionTime.TotalMilliseconds));
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, _parseOptions, path);

    // What this program runs with, which is what the programs that it measures need, and more.
    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is not ("Kd.Generators.dll" or "Kd.Bench.dll" or "Digits.dll"))
        .Select(path => MetadataReference.CreateFromFile(path));

    // Of new trees, so that nothing is known of them.
    private CSharpCompilation Anew()
    {
        SyntaxTree[] trees = [.. _program.SyntaxTrees.Select(t => Parse(t.ToString(), t.FilePath))];
        return _program.RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
    }

    private static CSharpCompilation With(CSharpCompilation program, string path, string text) =>
        program.ReplaceSyntaxTree(program.SyntaxTrees.Single(t => t.FilePath == path), Parse(text, path));

    private GeneratorDriverRunResult RequireValid(CSharpCompilation program)
    {
        var result = Driver().RunGeneratorsAndUpdateCompilation(program, out var output, out _).GetRunResult();
        var error = output.GetSemanticModel(output.SyntaxTrees.Single(t => t.FilePath == _edited)).GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);
        return error is null && result.GeneratedTrees.Length > 0
            ? result
            : throw new InvalidOperationException($"{Name}: the program does not compile, or nothing is generated: {error}");
    }

    private GeneratorDriver Driver() => CSharpGeneratorDriver.Create(_generators, parseOptions: _parseOptions);
}

/// <summary>What a run of generators took.</summary>
/// <param name="Elapsed">Milliseconds.</param>
/// <param name="Processor">Processor time of all threads, in milliseconds.</param>
/// <param name="Bytes">Managed bytes allocated.</param>
internal sealed record RunCost(double Elapsed, double Processor, double Bytes);
