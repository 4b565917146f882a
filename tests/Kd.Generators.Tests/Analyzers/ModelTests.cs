using static Kd.Generators.Tests.AnalyzerHarness;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>Errors about the class of a teacher or student.</summary>
public class ModelTests
{
    private const string Constructor = "public Large() : base(\"Large\") => RegisterComponents();";

    [Fact]
    public Task KD0001_a_class_that_is_not_partial() => Verify(
        Alone(Sources.Model("Large", "[Teacher, Sgd]", modifiers: "internal sealed"), "KD0001"),
        "Large has to be partial, so that Kd can add to it: write 'partial class Large'");

    [Fact]
    public Task KD0001_a_teacher_that_is_not_partial_is_no_error_of_its_student() =>
        Verify(Sources.Program(Sources.Student("[Response]")).Replace("internal sealed partial class Large", "internal sealed class {|KD0001:Large|}"));

    [Fact]
    public Task KD0005_a_teacher_that_is_no_module() => Verify(
        Sources.Alone("[Teacher, Sgd] internal sealed partial class {|KD0005:Large|};"),
        "[Teacher] or [Student] needs a TorchSharp module, but Large is a class that is not one; derive it from Module<Tensor, Tensor>");

    [Theory]
    [InlineData("internal static partial class")]
    [InlineData("internal partial record")]
    public Task KD0005_a_kind_of_class_that_is_never_a_module(string declaration) =>
        Verify(Sources.Alone($"[Teacher, Sgd] {declaration} {{|KD0005:Large|}};"));

    [Fact]
    public Task KD0009_a_model_whose_constructor_needs_an_argument() => Verify(
        WithConstructor("public Large(int width) : base(\"\") { }"),
        "Large cannot be made: give it a constructor that needs no argument, or one static method with [ModelFactory] that returns a Large; neither private");

    [Theory]
    [InlineData("private Large() : base(\"\") { }")]
    [InlineData("public Large() : base(\"\") { } public required int Width { get; init; }")]
    [InlineData("public Large(int width) : base(\"\") { } [ModelFactory] private static Large Make() => new(1);")]
    [InlineData("public Large(int width) : base(\"\") { } [ModelFactory] public static Large Make(int width) => new(width);")]
    [InlineData("public Large(int width) : base(\"\") { } [ModelFactory] public static object Make() => new Large(1);")]
    [InlineData("public Large(int width) : base(\"\") { } [ModelFactory] public static Large A() => new(1); [ModelFactory] public static Large B() => new(2);")]
    public Task KD0009_a_model_that_cannot_be_made(string constructor) => Verify(WithConstructor(constructor));

    [Theory]
    [InlineData("abstract partial", "abstract")]
    [InlineData("file sealed partial", "visible in its file alone")]
    public Task KD0011_a_class_that_cannot_be_a_model(string modifiers, string fault) => Verify(
        Alone(Sources.Model("Large", "[Teacher, Sgd]", modifiers: modifiers), "KD0011"),
        $"Large is {fault}; a teacher or student is a class of its own that can be made");

    [Fact]
    public Task KD0011_a_nested_class() =>
        Verify(Alone("internal partial class Outer {\n" + Sources.Model("Large", "[Teacher, Sgd]") + "}", "KD0011"));

    [Fact]
    public Task KD0011_a_generic_class() => Verify(Alone(Sources.Model("Large", "[Teacher, Sgd]"), "KD0011").Replace("Large|}", "Large|}<T>"));

    [Theory]
    [InlineData("Teacher", "int", "1")]
    [InlineData("Teacher", "Tensor[]", "[images]")]
    [InlineData("Teacher", "(int, Tensor)", "(1, images)")]
    [InlineData("Teacher(Logits = 2)", "(Tensor, Tensor)", "(images, images)")]
    [InlineData("Teacher(Logits = -1)", "(Tensor, Tensor)", "(images, images)")]
    [InlineData("Teacher(Logits = 1)", "Tensor", "images")]
    public Task KD0018_a_model_that_returns_no_logits(string attribute, string type, string result) => Verify(
        Sources.Alone($$"""
            [{{attribute}}, Sgd]
            internal sealed partial class {|KD0018:Large|} : Module<Tensor, {{type}}>
            {
                public Large() : base("") { }
                public override {{type}} forward(Tensor images) => {{result}};
            }
            """),
        "Large has to take tensors and return one, or a tuple with the logits as its item Logits: derive it from Module<Tensor, Tensor> and override forward");

    [Fact]
    public Task KD0018_a_model_that_takes_no_tensor() =>
        Verify(Sources.Alone("""
            [Teacher, Sgd]
            internal sealed partial class {|KD0018:Large|} : Module<int, Tensor>
            {
                public Large() : base("") { }
                public override Tensor forward(int images) => zeros(images);
            }
            """));

    [Fact]
    public Task KD0022_an_assistant_whose_weights_are_given() => Verify(
        Sources.Program(Sources.Model("Small", """[{|KD0022:Teacher(Weights = "x.safetensors")|}, Student<Large>, Response, Sgd]""")),
        "Small is a student, which learns its weights from Large: take away Weights, or [Student<Large>]");

    [Theory]
    [InlineData("Taps")]
    [InlineData("LoadDistilled")]
    public Task KD0019_a_member_that_Kd_adds(string name) => Verify(
        Sources.Program(Sources.Student("[Response]", $"internal int {{|KD0019:{name}|}} => 1;")),
        $"\"{name}\" cannot name a member of Small: Kd adds one of that name");

    [Fact]
    public async Task A_teacher_may_have_a_member_LoadDistilled_and_a_student_an_overload() =>
        Assert.Empty(await Verify(Sources.Program(Sources.Student("[Response]", "internal static Small LoadDistilled(string file) => new();"))
            .Replace("public Large()", "internal int LoadDistilled => 1; public Large()")));

    [Fact]
    public Task KD0019_models_whose_names_differ_in_case_alone() => Verify(
        Sources.Program(Sources.Student("[Response]").Replace("class Small", "class {|KD0019:Small|}"), Sources.Student("[Response]").Replace("Small", "SMALL")),
        "\"Small\" cannot name a model: Kd writes something of that name for SMALL");

    [Fact]
    public async Task KD0019_a_model_with_the_name_of_a_generated_class()
    {
        var diagnostic = Assert.Single(await Diagnose(Sources.Program(Sources.Model("LargeTrainer", "[Student<Large>, Response, Sgd]"))));

        Assert.Equal(("KD0019", "\"LargeTrainer\" cannot name a model: Kd writes something of that name for Large"), (diagnostic.Id, diagnostic.GetMessage()));
    }

    private static string WithConstructor(string constructor) => Alone(Sources.Model("Large", "[Teacher, Sgd]").Replace(Constructor, constructor), "KD0009");

    private static string Alone(string model, string id) => Sources.Alone(model.Replace("class Large", $"class {{|{id}:Large|}}"));
}
