extern alias fixes;

using fixes::Kd.Generators.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Kd.Generators.Tests.Analyzers;

public class CodeFixTests
{
    [Theory]
    [InlineData("internal sealed class Large", "internal sealed partial class Large")]
    [InlineData("/// <summary>Big.</summary>\nclass Large", "/// <summary>Big.</summary>\npartial class Large")]
    public async Task A_class_is_made_partial(string wrong, string right)
    {
        var program = Sources.Program();

        var changed = await Apply(new MakePartialFix(), program.Replace("internal sealed partial class Large", wrong));

        Assert.Equal(program.Replace("internal sealed partial class Large", right), changed);
    }

    [Theory]
    [InlineData("""[Guided("erly", Weight = 2)]""", """[Guided("early", Weight = 2)]""")]
    [InlineData("""[Response, Place("lat")]""", """[Response, Place("late")]""")]
    public async Task A_mistyped_hint_is_replaced_by_the_nearest(string wrong, string right)
    {
        string Student(string attribute) => Sources.Program(Sources.Student("[Response]", $"{attribute} private readonly Sequential body = Sequential(ReLU());"));

        Assert.Equal(Student(right), await Apply(new CorrectHintFix(), Student(wrong)));
    }

    [Fact]
    public async Task A_hint_that_is_like_no_other_has_no_fix()
    {
        var program = Sources.Program(Sources.Student("", """[Guided("something else")] private readonly Sequential body = Sequential(ReLU());"""));

        Assert.Equal(program, await Apply(new CorrectHintFix(), program));
    }

    private static async Task<string> Apply(CodeFixProvider provider, string source)
    {
        using var workspace = new AdhocWorkspace();
        var compilation = Compilations.Of(source);
        var document = workspace.AddProject("User", LanguageNames.CSharp)
            .WithParseOptions(Compilations.ParseOptions)
            .AddMetadataReferences(compilation.References)
            .AddDocument("Source0.cs", source);
        var diagnostic = (await AnalyzerHarness.Diagnose(source)).Single(d => provider.FixableDiagnosticIds.Contains(d.Id));
        var tree = (await document.GetSyntaxTreeAsync())!;
        var inDocument = Diagnostic.Create(diagnostic.Descriptor, Location.Create(tree, diagnostic.Location.SourceSpan), diagnostic.Properties);
        CodeAction? action = null;
        await provider.RegisterCodeFixesAsync(new(document, inDocument, (a, _) => action = a, default));
        if (action is null)
        {
            return source;
        }

        var operation = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
        return (await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }
}
