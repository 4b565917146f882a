using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Kd.Generators.Tests.Mutations;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>The examples of the pages: the first is told its page's id and no other, the second nothing.</summary>
public partial class PageExampleTests
{
    private static readonly string _pages = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "diagnostics"));

    // What a page need not show: data, and a teacher with two hints.
    private const string Data = """
        public static class Pictures
        {
            [DistillationData] public static DistillationData<ImageBatch> Load(DataContext context) => throw null!;
        }

        """;

    private const string Teacher = """
        [Teacher, Sgd]
        public sealed partial class LargeNet : Module<Tensor, Tensor>
        {
            [Hint("early")] private readonly Sequential stem = Sequential(Conv2d(1, 8, 3), ReLU());
            [Hint("late")] private readonly Sequential body = Sequential(Conv2d(8, 8, 3), ReLU());
            ...
        }

        """;

    public static TheoryData<string> Ids => [.. Directory.GetFiles(_pages, "KD0*.md").Select(page => Path.GetFileNameWithoutExtension(page)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_wrong_example_is_told_its_id_and_the_right_one_nothing(string id)
    {
        var examples = Example().Matches(File.ReadAllText(Path.Combine(_pages, id + ".md"))).Select(m => m.Groups[1].Value).ToList();

        Assert.Equal([id], (await Told(examples[0], id)).Distinct());
        Assert.Empty(await Told(examples[1], id));
    }

    private static async Task<IEnumerable<string>> Told(string example, string id)
    {
        var program = Compilations.Of(Sources.Usings + Complete(example));
        var package = Package().Match(example).Groups[1].Value;
        var compilation = GeneratorHarness.Complete(package == "" ? program : program.AddReferences(Compilations.Library(Sources.Usings + Completed(package))));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return (await AnalyzerHarness.Diagnose(compilation, Suite.Analyzers)).Where(d => d.Severity > DiagnosticSeverity.Info || d.Id == id).Select(d => d.Id);
    }

    private static string Complete(string example)
    {
        var isTaught = example.Contains("LargeNet") && !example.Contains("class LargeNet");
        return "using System;\nusing System.Collections.Generic;\n" + Completed((isTaught ? Teacher : "") + example) + (example.Contains("DistillationData") ? "" : Data);
    }

    // As the list of ids says: the dots of a class are a constructor that registers, and a forward that calls the modules in turn.
    private static string Completed(string text) => Class().Replace(text, match =>
    {
        var (name, rest) = (match.Groups["name"].Value, match.Groups["rest"].Value);
        var call = Module().Matches(rest).Aggregate("images", (input, module) => $"{module.Groups[1].Value}.call({input})");
        var constructor = rest.Contains($"public {name}(") ? "" : $"public {name}() : base(\"{name}\") => RegisterComponents();";
        var forward = rest.Contains(" forward(") ? "" : $"public override Tensor forward(Tensor images) => {call};";
        return match.Groups["head"].Value + rest + $"{constructor} {forward} }}";
    }).Replace("=> ...;", "=> throw null!;");

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^// In a package: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Package();

    [GeneratedRegex(@"(?<head>class (?<name>\w+) : Module<[^\n{]*\s*\{)(?<rest>((?!class ).)*?)(?<=[\s{])\.\.\.\s*\}", RegexOptions.Singleline)]
    private static partial Regex Class();

    [GeneratedRegex(@"private (?:readonly )?(?:Sequential|Conv2d|Linear|Backbone) (\w+)(?= =| \{ get)")]
    private static partial Regex Module();

    private static string Here([CallerFilePath] string path = "") => path;
}
