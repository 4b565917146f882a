using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests;

/// <summary>Right programs whose classes are declared in ways that few people declare them.</summary>
public class UnusualDeclarationTests
{
    private const string Body = "private readonly Sequential body = Sequential(ReLU());";

    [Fact]
    public Task Both_forms_of_namespaces_nested_in_each_other() => Verify(
        Sources.Usings + Sources.Data,
        "namespace Outer { namespace Inner.Most {" + Sources.Usings + Sources.Teacher + "} }",
        Sources.Usings + "namespace Outer.Inner;\n" + Sources.Model("Small", "[Student<Most.Large>, Response, Sgd]", $"[Guided(\"late\")] {Body}"));

    [Fact]
    public Task Parts_in_several_files_with_attributes_in_each() => Verify(
        Sources.Program(Sources.Model("Small", "[Student<Large>]", $"[Guided(\"late\")] {Body}")),
        "namespace App;\nusing Kd; [Response(Weight = 0.5)] internal partial class Small { [Guided(\"early\")] private readonly TorchSharp.Modules.Sequential stem = TorchSharp.torch.nn.Sequential(); }",
        "namespace App { [Kd.Sgd, Kd.TaskLoss] partial class Small; }");

    [Fact]
    public Task Aliases() => Verify(
        "using Lehrer = Kd.TeacherAttribute; using Schüler = Kd.StudentAttribute<App.Large>; using Net = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;\n"
            + Sources.Program(Sources.Student("[Response]", $"[Guided(\"late\")] {Body}"))
                .Replace("[Teacher,", "[Lehrer,").Replace("[Student<Large>,", "[Schüler,").Replace(": Module<Tensor, Tensor>", ": Net"));

    [Theory]
    [InlineData("Großes", "Ärmel", "größe")]
    [InlineData("大", "小", "層")]
    [InlineData("Μέγας", "Μικρός", "στρώμα1")]
    [InlineData("@class", "@event", "event")]
    [InlineData("_", "__", "x_")]
    [InlineData("Kd", "TorchSharp", "System")]
    [InlineData("Losses", "Options", "options")]
    [InlineData("Tap", "Run", "run")]
    public Task Names_of_classes_and_places(string large, string small, string id) => Verify(
        Sources.Program(Sources.Student("[Response]", $"[Guided(\"late\")] private readonly Sequential @class = Sequential(ReLU());"))
            .Replace("class Large", "class " + large).Replace("public Large", "public " + large).Replace("<Large>", $"<{large}>")
            .Replace("class Small", "class " + small).Replace("public Small", "public " + small)
            .Replace("\"late\"", $"\"{id}\""));

    [Theory]
    [InlineData("layer4.1", "layer4_1", "layer4")]
    [InlineData("ä", "a", "à")]
    public Task Ids_that_are_nearly_the_same(string one, string other, string third) => Verify(Sources.Program(Sources.Student("", $$"""
            [Guided("{{one}}")] {{Body}}
            [Guided("{{other}}")] private readonly Sequential more = Sequential(ReLU());
            [Guided("{{third}}")] private readonly Sequential most = Sequential(ReLU());
        """)).Replace("[Hint(\"early\")]", $"[Hint(\"{one}\")]").Replace("[Hint(\"late\")]", $"[Hint(\"{third}\")] private readonly Sequential third = Sequential(ReLU()); [Hint(\"{other}\")]"));

    [Theory]
    [InlineData("(int width)", "public Small(int width = 4, params int[] more) : this(width + more.Length) => RegisterComponents(); public int Kept => width;")]
    [InlineData("(string label)", "[System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Small() : this(\"Small\") { RegisterComponents(); Width = 4; } public required int Width { get; init; } public string Kept => label;")]
    [InlineData("(int width, int height = 4)", "internal Small() : this(4) => RegisterComponents(); public int Size => width * height;")]
    public Task Primary_constructors(string parameters, string members) => Verify(Sources.Program($$"""
        [Student<Large>, Response, Sgd]
        internal sealed partial class Small{{parameters}} : Module<Tensor, Tensor>("Small")
        {
            {{members}}
            [Guided("late")] {{Body}}
            public override Tensor forward(Tensor images) => body.call(images);
        }
        """));

    [Fact]
    public Task A_required_member_that_a_factory_sets() => Verify(Sources.Program("""
        [Student<Large>, Response, Sgd]
        internal sealed partial class Small() : Module<Tensor, Tensor>("Small")
        {
            public required int Width { get; init; }
            [ModelFactory] internal static Small Make() => new() { Width = 4 };
            public override Tensor forward(Tensor images) => images;
        }
        """));

    [Fact]
    public async Task KD0019_namespaces_that_differ_in_the_case_of_letters()
    {
        // Names of generated files are not told apart by it.
        var told = Assert.Single(await AnalyzerHarness.Verify(Sources.Usings + Sources.Data + Sources.Teacher + $$"""
            namespace App { {{Sources.Model("Small", "[Student<Large>, Response, Sgd]")}} }
            namespace app { {{Sources.Model("Small", "[Student<Large>, Response, Sgd]").Replace("class Small", "class {|KD0019:Small|}")}} }
            """));

        Assert.Equal("\"Small\" cannot name a model: Kd writes something of that name for Small", told.GetMessage());
    }

    [Fact]
    public Task KD0003_ids_that_are_one_name_in_CSharp() => AnalyzerHarness.Verify(
        Sources.Program().Replace("Hint(\"early\")", "Hint(\"layer.1\")").Replace("[Hint(\"late\")]", "[{|KD0003:Hint(\"layer-1\")|}]"),
        "Large already has the place \"layer.1\", on stem; \"layer-1\" is the same in C#, Layer1: give each place an id of its own");

    [Fact]
    public async Task A_project_without_nullable()
    {
        var program = Compilations.Of(Sources.Program(Sources.Student("[Response, Own(Label = null)]", $"[Guided(\"late\")] {Body}"), Sources.Word(
            "internal sealed class Own(string label) : Loss { public readonly string Label = label; public Tensor Forward(Tensor student) => student.sum(); }", "public string Label { get; set; }")));
        program = program.WithOptions(program.Options.WithNullableContextOptions(NullableContextOptions.Disable));

        Assert.Empty(await AnalyzerHarness.Diagnose(program));
        GeneratorHarness.RunValid(program);
    }

    private static async Task Verify(params string[] files)
    {
        var program = Compilations.Of(files);

        Assert.DoesNotContain(await AnalyzerHarness.Diagnose(GeneratorHarness.Complete(program)), d => d.Severity > DiagnosticSeverity.Info);

        // A model and a run for the teacher; a model, a baseline and a run for each student.
        var students = files.Sum(f => System.Text.RegularExpressions.Regex.Count(f, "Student<|Schüler,"));
        Assert.Equal(2 + (3 * students), GeneratorHarness.RunValid(program).GeneratedTrees.Length);
    }
}
