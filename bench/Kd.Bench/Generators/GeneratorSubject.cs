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

    private readonly ISourceGenerator[] _generators;
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly CSharpCompilation _program;
    private readonly SyntaxTree _edited;
    private readonly SyntaxTree _unrelated;
    private readonly string _editedText;
    private readonly Compilation _output;
    private int _edits;

    /// <summary>Makes the program and sees that it compiles with what is generated.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="generators">The generators.</param>
    /// <param name="analyzers">The analyzers that come with them.</param>
    /// <param name="sources">One file for each class.</param>
    /// <param name="file">The file that an edit changes.</param>
    /// <param name="edited">What it is after the edit.</param>
    public GeneratorSubject(
        string name,
        IEnumerable<IIncrementalGenerator> generators,
        IEnumerable<DiagnosticAnalyzer> analyzers,
        IEnumerable<string> sources,
        int file,
        string edited)
    {
        Name = name;
        _generators = [.. generators.Select(g => g.AsSourceGenerator())];
        _analyzers = [.. analyzers];
        SyntaxTree[] trees = [.. sources.Select((source, i) => Parse(source, $"Source{i}.cs"))];
        _edited = trees[file];
        _editedText = edited;
        _unrelated = Parse(SyntheticPrograms.Unrelated, "Unrelated.cs");
        _program = CSharpCompilation.Create(
            "App", [.. trees, _unrelated], References(), new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var result = Driver().RunGeneratorsAndUpdateCompilation(_program, out _output, out _).GetRunResult();
        if (_output.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException($"The program of {name} does not compile: {error}");
        }

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
    public Dictionary<string, (double Milliseconds, double Bytes)> Measure()
    {
        var text = ++_edits % 2 == 1 ? _editedText : _editedText + "\n";
        var program = _program.Clone();
        var commented = program.ReplaceSyntaxTree(_unrelated, Parse($"// Edit {_edits}.\n{SyntheticPrograms.Unrelated}", _unrelated.FilePath));
        var changed = commented.ReplaceSyntaxTree(_edited, Parse(text, _edited.FilePath));
        var driver = Driver();
        return new()
        {
            ["first run"] = Timed(program),
            ["after an unrelated edit"] = Timed(commented),
            ["after an edit of one class"] = Timed(changed),
        };

        (double, double) Timed(Compilation compilation)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var began = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(compilation);
            return (Stopwatch.GetElapsedTime(began).TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
        }
    }

    /// <summary>Runs the analyzers over the program with what is generated.</summary>
    /// <returns>Their own time, without the compiler's, in milliseconds.</returns>
    public double Analyze()
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var result = _output.Clone().WithAnalyzers(_analyzers, options).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        return result.AnalyzerTelemetryInfo.Values.Sum(info => info.ExecutionTime.TotalMilliseconds);
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, _parseOptions, path);

    // What this program runs with, which is what the programs that it measures need, and more.
    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is not ("Kd.Generators.dll" or "Kd.Bench.dll" or "Digits.dll"))
        .Select(path => MetadataReference.CreateFromFile(path));

    private GeneratorDriver Driver() => CSharpGeneratorDriver.Create(_generators, parseOptions: _parseOptions);
}
