using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kd.Generators.Tests;

/// <summary>What was read of a program is kept for the next one only where that has the same declarations.</summary>
public class ReadProgramTests
{
    private static readonly string _models = Sources.Program(Sources.Student(
        "[Response(Weight = Numbers.Weight), Own(Kind = Kind.Second)]", "[Guided(\"late\")] private readonly Block body = new();"))
        + "[Student] internal sealed partial class Derived : Base { [Place(\"inner\", Path = \"first\")] private readonly Block more = new(); }";

    private const string Elsewhere = """
        using Kd;
        using Kd.Losses;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace App;

        internal static class Numbers { public const double Weight = 0.5; public static int Twice(int x) => 2 * x; }
        internal enum Kind { First = 1, Second = 2 }

        [LossClass(typeof(OwnLoss))]
        internal sealed class OwnAttribute : ResponseAttribute { public Kind Kind { get; set; } }

        internal sealed class OwnLoss(Kind kind) : Loss { public Tensor Forward(Tensor student, Tensor teacher) => student.sub(teacher).mul((int)kind); }

        internal class Block() : Module<Tensor, Tensor>("block")
        {
            private readonly Linear first = Linear(1, 1);
            public override Tensor forward(Tensor input) => first.call(input);
        }

        [TaskLoss, Sgd]
        internal abstract class Base() : Module<Tensor, Tensor>("base")
        {
            [Hint("stem")] protected readonly Linear stem = Linear(1, 1);
            public override Tensor forward(Tensor images) => stem.call(images);
        }

        """;

    [Theory]
    [InlineData("double Weight = 0.5", "double Weight = 0.25")]
    [InlineData("First = 1, Second = 2", "First = 2, Second = 1")]
    [InlineData("Second = 2 }", "Other = 2, Second = 2 }")]
    [InlineData("OwnLoss(Kind kind)", "OwnLoss(double weight, Kind kind)")]
    [InlineData("Forward(Tensor student, Tensor teacher)", "Forward(Tensor student, Tensor teacher, Tensor labels)")]
    [InlineData("Tensor forward(Tensor images)", "Tensor forward(Tensor input)")]
    [InlineData("[Hint(\"stem\")]", "[Hint(\"stem\", Of = HintOf.Input)]")]
    [InlineData("protected readonly Linear stem", "private readonly Linear stem")]
    [InlineData("private readonly Linear first", "private readonly Linear second = Linear(1, 1), first")]
    [InlineData("first = Linear(1, 1);", "first = Linear(1, 1); private readonly Linear other = Linear(1, 1);")]
    [InlineData("first.call(input);", "first.call(input); public void Add() => register_module(\"first\", Linear(1, 1));")]
    [InlineData("class Block() :", "class Block(int width) :")]
    [InlineData("internal static class Numbers", "internal class ResponseAttribute : System.Attribute { public double Weight { get; set; } } internal static class Numbers")]
    [InlineData("using Kd.Losses;", "using Kd.Losses; global using Linear = TorchSharp.Modules.Linear;")]
    [InlineData("using Kd.Losses;", "using Kd.Losses;\n#nullable disable")]
    [InlineData("=> 2 * x;", "=> x + x; // More is not read.")]
    public void An_edit_elsewhere_gives_what_a_new_program_gives(string old, string @new)
    {
        var program = Compilations.Of(_models, Elsewhere);
        var tree = program.SyntaxTrees[1];
        var edited = program.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(Elsewhere.Replace(old, @new), Compilations.ParseOptions, tree.FilePath));
        Assert.Contains(old, Elsewhere);

        var driver = Driver().RunGenerators(program).RunGenerators(edited);

        Assert.Equal(Texts(Driver().RunGenerators(Compilations.Of(_models, Elsewhere.Replace(old, @new)))), Texts(driver));
    }

    [Fact]
    public void An_edit_of_another_projects_file_changes_that_project_alone()
    {
        var one = Compilations.Of(_models, Elsewhere);
        var two = one.WithAssemblyName("Other").WithOptions(one.Options.WithNullableContextOptions(NullableContextOptions.Disable));

        Assert.NotEmpty(Texts(Driver().RunGenerators(one)));
        Assert.Equal(Texts(Driver().RunGenerators(Compilations.Of(_models, Elsewhere).WithOptions(two.Options))), Texts(Driver().RunGenerators(two)));
    }

    private static GeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create([new DistillationGenerator().AsSourceGenerator()], parseOptions: Compilations.ParseOptions);

    private static IEnumerable<string> Texts(GeneratorDriver driver) => driver.GetRunResult().GeneratedTrees.Select(t => t.ToString());
}
