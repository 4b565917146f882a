namespace Kd.Generators.Tests.Analyzers;

/// <summary>Each wrong program is one change away from a right one, and has exactly the error that is marked.</summary>
public class DeclarationAnalyzerTests
{
    private const string Sequential = "private readonly Sequential body = Sequential(ReLU());";

    public static TheoryData<string> RightPrograms => new()
    {
        Sources.Program(),
        Sources.Program(Sources.Student("[Response]")),
        Sources.Program(Sources.Student("[TaskLoss, Train(Epochs = 2), Cosine]")),
        Sources.Program(Sources.Student("", $"""[Guided("late"), SimilarityPreserving("late")] {Sequential}""")),
        Sources.Program(Sources.Student("""[Response, Response(Name = "again", Temperature = 1)]""")),
        Sources.Usings + Sources.Data + Sources.Model("Large", """[Teacher(Weights = "large.safetensors")]"""),
        Sources.Usings + "internal static class NoModels;",
        "internal static class NothingOfKd;",
    };

    [Theory]
    [MemberData(nameof(RightPrograms))]
    public async Task A_right_program_has_no_errors(string source) => await AnalyzerHarness.Verify(source);

    [Fact]
    public async Task KD0001_a_class_that_is_not_partial()
    {
        var diagnostics = await AnalyzerHarness.Verify(Sources.Usings + Sources.Data + Sources.Model("{|KD0001:Large|}", "[Teacher, Sgd]", modifiers: "sealed").Replace("\"{|KD0001:Large|}\"", "\"\"").Replace("public {|KD0001:Large|}()", "public Large()"));

        Assert.Equal("Large has to be partial, so that Kd can add to it: write 'partial class Large'", Assert.Single(diagnostics).GetMessage());
    }

    [Fact]
    public async Task KD0001_a_teacher_that_is_not_partial_is_no_error_of_its_student() =>
        await AnalyzerHarness.Verify(Sources.Program(Sources.Student("[Response]")).Replace("internal sealed partial class Large", "internal sealed class {|KD0001:Large|}"));

    [Theory]
    [InlineData("erly", "Large has no [Hint(\"erly\")]; did you mean \"early\"?")]
    [InlineData("something else", "Large has no [Hint(\"something else\")]; it has \"early\", \"late\"")]
    public async Task KD0002_a_hint_that_the_teacher_lacks(string id, string message)
    {
        var diagnostics = await AnalyzerHarness.Verify(Sources.Program(Sources.Student("", $$"""[{|KD0002:Guided("{{id}}")|}] {{Sequential}}""")));

        Assert.Equal(message, Assert.Single(diagnostics).GetMessage());
    }

    [Fact]
    public async Task KD0002_a_mistyped_hint_is_one_error_though_a_pair_misses_its_place() =>
        await AnalyzerHarness.Verify(Sources.Program(Sources.Student(
            """[RelationPair("early", "late")]""",
            """
                [{|KD0002:Guided("erly")|}] private readonly Conv2d stem = Conv2d(1, 8, 3);
                [Place("late")] private readonly Sequential body = Sequential(ReLU());
            """)));

    [Fact]
    public async Task KD0002_a_pair_or_place_of_an_unknown_hint() =>
        await AnalyzerHarness.Verify(Sources.Program(Sources.Student(
            """[{|KD0002:RelationPair("late", "lat")|}]""", $$"""[Place("late"), {|KD0002:Place("middle")|}] {{Sequential}}""")));

    [Fact]
    public async Task KD0003_two_members_with_one_hint() =>
        await AnalyzerHarness.Verify(Sources.Program().Replace("[Hint(\"late\")]", "[{|KD0003:Hint(\"early\")|}]"));

    [Fact]
    public async Task KD0003_two_members_that_follow_one_hint() =>
        await AnalyzerHarness.Verify(Sources.Program(Sources.Student(
            "", $$"""[Guided("late")] {{Sequential}} [{|KD0003:SimilarityPreserving("late")|}] private readonly Sequential other = Sequential(ReLU());""")));

    [Fact]
    public async Task KD0003_a_place_called_logits() =>
        await AnalyzerHarness.Verify(Sources.Program().Replace("[Hint(\"late\")]", "[{|KD0003:Hint(\"logits\")|}]"));

    [Fact]
    public async Task KD0004_a_pair_without_a_place_in_the_student()
    {
        var diagnostics = await AnalyzerHarness.Verify(Sources.Program(Sources.Student(
            """[{|KD0004:RelationPair("early", "late")|}]""", $$"""[Place("late")] {{Sequential}}""")));

        Assert.Equal(
            "No member of Small corresponds to the hint \"early\"; put [Place(\"early\")], or a word that follows it, on one", Assert.Single(diagnostics).GetMessage());
    }

    [Theory]
    [InlineData("private readonly int body = 1;")]
    [InlineData("private readonly Tensor body = null!;")]
    [InlineData("private readonly Module<Tensor, Tensor, Tensor> body = null!;")]
    [InlineData("private static readonly Sequential body = null!;")]
    public async Task KD0005_a_hint_on_something_that_is_no_module(string member) =>
        await AnalyzerHarness.Verify(Sources.Usings + Sources.Data + Sources.Model("Large", "[Teacher, Sgd]", "[{|KD0005:Hint(\"late\")|}] " + member));

    [Fact]
    public async Task KD0005_a_teacher_that_is_no_module() =>
        await AnalyzerHarness.Verify(Sources.Usings + Sources.Data + "[Teacher, Sgd] internal sealed partial class {|KD0005:Large|};");

    [Fact]
    public async Task KD0006_a_student_of_a_class_that_does_not_teach() =>
        await AnalyzerHarness.Verify(Sources.Usings + Sources.Data + Sources.Model("Other", "") + Sources.Model("Small", "[{|KD0006:Student<Other>|}, Response, Sgd]"));

    [Fact]
    public async Task KD0007_no_data() =>
        await AnalyzerHarness.Verify(Sources.Usings + "[Teacher, Sgd] internal sealed partial class {|KD0007:Large|} : Module<Tensor, Tensor> { public Large() : base(\"\") { } public override Tensor forward(Tensor images) => images; }");

    [Fact]
    public async Task KD0008_two_data_methods() =>
        await AnalyzerHarness.Verify(Sources.Program() + "internal static class Spare { [DistillationData] internal static DistillationData<ImageBatch> {|KD0008:Get|}(DataContext c) => Source.Load(c); }");

    [Theory]
    [InlineData("public Large(int width) : base(\"\") { }")]
    [InlineData("private Large() : base(\"\") { }")]
    [InlineData("public Large(int width) : base(\"\") { } [ModelFactory] private static Large Make() => new(1);")]
    [InlineData("public Large(int width) : base(\"\") { } [ModelFactory] public static Large Make(int width) => new(width);")]
    [InlineData("public Large(int width) : base(\"\") { } [ModelFactory] public static object Make() => new Large(1);")]
    [InlineData("public Large(int width) : base(\"\") { } [ModelFactory] public static Large A() => new(1); [ModelFactory] public static Large B() => new(2);")]
    public async Task KD0009_a_model_that_cannot_be_made(string constructor) =>
        await AnalyzerHarness.Verify(Sources.Usings + Sources.Data + Sources.Model("Large", "[Teacher, Sgd]").Replace("class Large", "class {|KD0009:Large|}").Replace("public Large() : base(\"Large\") => RegisterComponents();", constructor));

    [Fact]
    public async Task KD0010_an_input_that_the_batch_lacks()
    {
        var diagnostics = await AnalyzerHarness.Verify(Sources.Usings + Sources.Data + """
            [Teacher, Sgd]
            internal sealed partial class {|KD0010:Large|} : Module<Tensor, Tensor, Tensor>
            {
                public Large() : base("") { }
                public override Tensor forward(Tensor images, Tensor mask) => images;
            }
            """);

        Assert.Equal("The batch ImageBatch has no tensor for the input mask of Large; its tensors are Images, Labels, SampleIds", Assert.Single(diagnostics).GetMessage());
    }

    [Fact]
    public async Task KD0010_a_batch_without_labels() =>
        await AnalyzerHarness.Verify(Sources.Usings + """
            internal sealed record Plain(Tensor Images, Tensor SampleIds) : IBatch<Plain> { public Plain Map(System.Func<Tensor, Tensor> map) => this; }
            internal static class Source { [DistillationData] internal static DistillationData<Plain> Load(DataContext context) => null!; }
            """ + Sources.Model("Large", "[Teacher, Sgd]").Replace("class Large", "class {|KD0010:Large|}"));

    [Theory]
    [InlineData("abstract partial", "Large")]
    [InlineData("file sealed partial", "Large")]
    public async Task KD0011_a_class_that_cannot_be_a_model(string modifiers, string name) =>
        await AnalyzerHarness.Verify(Sources.Usings + Sources.Data + Sources.Model("Large", "[Teacher, Sgd]", modifiers: modifiers).Replace("class Large", $"class {{|KD0011:{name}|}}"));

    [Fact]
    public async Task KD0011_a_nested_class() =>
        await AnalyzerHarness.Verify(Sources.Usings + Sources.Data + "internal partial class Outer {" + Sources.Model("Large", "[Teacher, Sgd]").Replace("class Large", "class {|KD0011:Large|}") + "}");

    [Fact]
    public async Task KD0011_a_generic_class() =>
        await AnalyzerHarness.Verify(Sources.Usings + Sources.Data + Sources.Model("Large", "[Teacher, Sgd]").Replace("class Large", "class {|KD0011:Large|}<T>"));

    [Theory]
    [InlineData("[Response, {|KD0012:Response(Temperature = 2)|}]")]
    [InlineData("""[Response, {|KD0012:TaskLoss(Name = "response")|}]""")]
    [InlineData("""[{|KD0012:TaskLoss(Name = "total")|}]""")]
    public async Task KD0012_two_terms_with_one_name(string attributes) => await AnalyzerHarness.Verify(Sources.Program(Sources.Student(attributes)));

    [Fact]
    public async Task KD0013_no_optimizer() =>
        await AnalyzerHarness.Verify(Sources.Usings + Sources.Data + Sources.Model("Large", "[Teacher]").Replace("class Large", "class {|KD0013:Large|}"));

    [Theory]
    [InlineData("internal DistillationData<ImageBatch> {|KD0014:Load|}(DataContext context) => null!;")]
    [InlineData("internal static DistillationData<ImageBatch> {|KD0014:Load|}() => null!;")]
    [InlineData("internal static object {|KD0014:Load|}(DataContext context) => null!;")]
    [InlineData("private static DistillationData<ImageBatch> {|KD0014:Load|}(DataContext context) => null!;")]
    public async Task KD0014_a_data_method_of_the_wrong_form(string method) =>
        await AnalyzerHarness.Verify(Sources.Usings + $"internal class Source {{ [DistillationData] {method} }}" + Sources.Model("Large", "[Teacher, Sgd]"));

    [Theory]
    [InlineData("[LossClass(\"App.Missing\")]", "")]
    [InlineData("[LossClass(typeof(Own))]", "internal sealed class Own(double other) : Loss { public Tensor Forward(Tensor student) => student.mul(other); }")]
    [InlineData("[LossClass(typeof(Own))]", "internal sealed class Own(int temperature) : Loss { public Tensor Forward(Tensor student) => student.mul(temperature); }")]
    [InlineData("[LossClass(typeof(Own))]", "internal sealed class Own : Loss { public Tensor Forward(Tensor student, Tensor weather) => student; }")]
    [InlineData("[LossClass(typeof(Own))]", "internal sealed class Own : Loss { public double Forward(Tensor student) => 1; }")]
    [InlineData("[LossClass(typeof(Own))]", "internal sealed class Own : Loss;")]
    public async Task KD0015_a_loss_class_that_does_not_fit(string names, string loss) =>
        await AnalyzerHarness.Verify(Sources.Program(Sources.Student("[{|KD0015:Own|}]"), $"{names} internal sealed class OwnAttribute : ResponseAttribute; {loss}"));

    [Theory]
    [InlineData("[Response, {|KD0016:AdamW|}]")]
    [InlineData("[Response, Cosine, {|KD0016:MultiStep(1)|}]")]
    public async Task KD0016_two_optimizers_or_schedules(string attributes) => await AnalyzerHarness.Verify(Sources.Program(Sources.Student(attributes)));

    [Fact]
    public async Task KD0017_a_student_that_learns_nothing() =>
        await AnalyzerHarness.Verify(Sources.Program(Sources.Student("").Replace("class Small", "class {|KD0017:Small|}")));

    [Fact]
    public async Task KD0018_a_model_that_returns_no_tensor() =>
        await AnalyzerHarness.Verify(Sources.Usings + Sources.Data + """
            [Teacher, Sgd]
            internal sealed partial class {|KD0018:Large|} : Module<Tensor, (Tensor, Tensor)>
            {
                public Large() : base("") { }
                public override (Tensor, Tensor) forward(Tensor images) => (images, images);
            }
            """);

    [Fact]
    public async Task A_pragma_silences_an_error() =>
        Assert.All(
            await AnalyzerHarness.Diagnose("#pragma warning disable KD0017\n" + Sources.Program(Sources.Student(""))),
            d => Assert.True(d.IsSuppressed));
}
