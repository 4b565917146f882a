using System.CodeDom.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.Tests;

/// <summary>The files that <c>EmitCompilerGeneratedFiles</c> leaves, and what tools know them by.</summary>
public class GeneratedFileTests
{
    private static readonly string[] _sources =
    [
        Sources.Program(Sources.Student("[Stage(\"one\"), Stage(\"two\"), Response]", "[Guided(\"late\"), Freeze(Stage = \"two\")] private readonly Sequential body = Sequential(ReLU());")),
        Sources.Usings + Sources.Model("Alone", "[Student, MeanTeacher, Response, Sgd]"),
    ];

    [Fact]
    public void Have_the_names_of_what_is_in_them() => Assert.Equal(
        [
            "Alone.g.cs", "AloneBaseline.g.cs", "AloneDistiller.g.cs",
            "App.Large.g.cs", "App.LargeTrainer.g.cs", "App.Small.g.cs", "App.SmallBaseline.g.cs", "App.SmallDistiller.g.cs", "App.SmallOneDistiller.g.cs",
        ],
        Generated(Compilations.Of(_sources)).Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("/home/someone/project/", "/")]
    [InlineData("C:\\work\\project\\", "\\")]
    public void Are_the_same_on_every_machine(string folder, string separator)
    {
        var here = Compilations.Of(_sources);
        var there = here.RemoveAllSyntaxTrees().AddSyntaxTrees(
            here.SyntaxTrees.Reverse().Select(t => CSharpSyntaxTree.ParseText(t.ToString(), Compilations.ParseOptions, $"{folder}src{separator}{t.FilePath}")));

        var files = Generated(there);

        Assert.Equal(Generated(here), files);
        Assert.DoesNotContain(files.Values, text => text.Contains(folder) || text.Contains('\r'));
    }

    [Fact]
    public void Mark_all_that_they_declare_with_the_version_of_Kd()
    {
        var program = GeneratorHarness.Complete(Compilations.Of(_sources));
        var version = typeof(DistillationGenerator).Assembly.GetName().Version!;

        var unmarked = program.SyntaxTrees.Skip(_sources.Length)
            .SelectMany(tree => Declared(program.GetSemanticModel(tree)))
            .Where(symbol => !symbol.GetAttributes().Any(a => a.AttributeClass!.Name == nameof(GeneratedCodeAttribute)
                && (string)a.ConstructorArguments[0].Value! == "Kd.Generators"
                && ((string)a.ConstructorArguments[1].Value!).StartsWith(version.ToString(3), StringComparison.Ordinal)));

        Assert.Empty(unmarked.Select(s => s.ToDisplayString()));
    }

    // Classes of Kd's own, and what is added to a class of the user's.
    private static IEnumerable<ISymbol> Declared(SemanticModel model) =>
        model.SyntaxTree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
            .Where(c => c.Parent is not TypeDeclarationSyntax)
            .SelectMany(c => model.GetDeclaredSymbol(c)!.DeclaringSyntaxReferences.Length == 1
                ? new ISymbol[] { model.GetDeclaredSymbol(c)! }
                : c.Members.Select(m => model.GetDeclaredSymbol(m)!));

    private static Dictionary<string, string> Generated(CSharpCompilation program) =>
        GeneratorHarness.RunValid(program).Results.Single().GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());
}
