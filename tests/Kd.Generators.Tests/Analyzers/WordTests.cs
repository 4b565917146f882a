using static Kd.Generators.Tests.AnalyzerHarness;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>Errors about words of the user's own, and about how models are trained.</summary>
public class WordTests
{
    private const string Right = "public Tensor Forward(Tensor student) => student;";

    [Theory]
    [InlineData("internal sealed class Own(double other) : Loss { public Tensor Forward(Tensor student) => student.mul(other); }")]
    [InlineData("internal sealed class Own(int temperature) : Loss { public Tensor Forward(Tensor student) => student.mul(temperature); }")]
    [InlineData("internal sealed class Own(string text) : Loss { public Tensor Forward(Tensor student) => student.mul(text.Length); }")]
    [InlineData("internal sealed class Own : Loss { private Own() { } " + Right + " }")]
    public Task KD0015_a_constructor_that_the_word_cannot_serve(string loss) =>
        Fails(loss, "has no constructor whose parameters all have the names and types of the attribute's properties", "public string? Text { get; set; }");

    [Theory]
    [InlineData("public double Forward(Tensor student) => 1;")]
    [InlineData("public Tensor Forward<T>(Tensor student) => student;")]
    [InlineData("public Tensor Forward(Tensor student) => student; public Tensor Forward() => zeros(1);")]
    [InlineData("internal Tensor Forward(Tensor student) => student;")]
    [InlineData("")]
    public Task KD0015_a_loss_without_its_one_Forward(string members) =>
        Fails($"internal sealed class Own : Loss {{ {members} }}", "has no single public 'Tensor Forward(...)'");

    [Theory]
    [InlineData("Tensor weather")]
    [InlineData("double student")]
    [InlineData("Tensor[] labels")]
    [InlineData("ref Tensor student")]
    public Task KD0015_a_Forward_with_a_parameter_that_nothing_is_known_of(string parameter) => Fails(
        $"internal sealed class Own : Loss {{ public Tensor Forward({parameter}) => zeros(1); }}",
        $"has a Forward with the parameter '{parameter}'; it may have 'Tensor student', 'Tensor teacher' (or Tensor[]), 'Tensor labels', 'Tensor mask' and 'Tensor sampleIds', a StepContext, and modules of the teacher by [TeacherModule]");

    [Fact]
    public Task KD0015_a_pair_s_loss_that_takes_one_place() => Verify(
        Sources.Program(
            Sources.Student("""[{|KD0015:Own("early", "late")|}]""", """
                [Place("early")] private readonly Conv2d stem = Conv2d(1, 4, 3);
                [Place("late")] private readonly Sequential body = Sequential(ReLU());
                """),
            $$"""
            [LossClass(typeof(Own))] internal sealed class OwnAttribute(string a, string b) : RelationPairAttribute(a, b);
            internal sealed class Own : Loss { {{Right}} }
            """),
        "[Own] names App.Own, which has a Forward with the parameter 'Tensor student'; it may have 'Tensor[] student' and 'Tensor[] teacher', of all places (or with logits, and 'studentFeatures' and 'teacherFeatures' of the places), 'Tensor labels', 'Tensor mask' and 'Tensor sampleIds', a StepContext, and modules of the teacher by [TeacherModule]");

    [Theory]
    [InlineData("internal sealed class Own { " + Right + " }", "does not derive from Kd.Losses.Loss")]
    [InlineData("internal abstract class Own : Loss { public Own() { } " + Right + " }", "is abstract or lacks type arguments, so that none can be made")]
    [InlineData("file sealed class Own : Loss { " + Right + " }", "generated code cannot see, or it cannot see the word: neither may be private, or visible in its file alone")]
    public Task KD0015_a_class_that_cannot_be_the_loss(string loss, string fault) => Fails(loss, fault);

    [Fact]
    public Task KD0015_a_loss_that_lacks_its_type_arguments() => Verify(
        Sources.Program(Sources.Student("[{|KD0015:Own|}]"), Sources.Word($"internal sealed class Own<T> : Loss {{ {Right} }}").Replace("typeof(Own)", "typeof(Own<>)")),
        "[Own] names App.Own<>, which is abstract or lacks type arguments, so that none can be made");

    [Fact]
    public Task KD0015_a_word_that_generated_code_cannot_see() =>
        Verify(Sources.Program(
            Sources.Student("[{|KD0015:Own|}]"),
            Sources.Word($"internal sealed class Own : Loss {{ {Right} }}").Replace("internal sealed class OwnAttribute", "file sealed class OwnAttribute")));

    [Theory]
    [InlineData("[LossClass(\"App.Missing\")]", "App.Missing, which does not exist")]
    [InlineData("", "no class (it lacks [LossClass]), which does not exist")]
    public Task KD0015_a_word_without_its_class(string attribute, string fault) => Verify(
        Sources.Program(
            Sources.Student("", "[{|KD0015:Own(\"late\")|}] private readonly Sequential body = Sequential(ReLU());"),
            $"{attribute} internal sealed class OwnAttribute(string hint) : InstanceRelationAttribute(hint);"),
        $"[Own] names {fault}");

    [Theory]
    [InlineData("Optimizer", "internal sealed class Own;", "does not derive from Kd.Training.Optimizer")]
    [InlineData("Optimizer", """
        internal sealed class Own(double rate) : Kd.Training.Optimizer([], rate)
        {
            protected override void OnLearningRateChanged() { }
            protected override void Update(int index, Parameter parameter, Tensor gradient) { }
        }
        """, "has no constructor whose parameters all have the names and types of the attribute's properties")]
    [InlineData("Schedule", "internal sealed class Own;", "does not derive from Kd.Training.Schedule")]
    public Task KD0015_an_optimizer_or_schedule_that_does_not_fit(string role, string implementation, string fault) => Verify(
        Sources.Program(
            Sources.Model("Small", $"[Student<Large>, Response, {{|KD0015:Own|}}{(role == "Schedule" ? ", Sgd" : "")}]"),
            $$"""[{{role}}Class("App.Own")] internal sealed class OwnAttribute : {{role}}Attribute { public double Rate { get; set; } }""",
            implementation),
        $"[Own] names App.Own, which {fault}");

    [Fact]
    public Task KD0013_no_optimizer() => Verify(
        Sources.Alone(Sources.Model("Large", "[Teacher]").Replace("class Large", "class {|KD0013:Large|}")),
        "Large is trained, but by which optimizer? Add [Sgd] or [AdamW]");

    [Theory]
    [InlineData("[Response, {|KD0016:AdamW|}]", "optimizers")]
    [InlineData("[Response, Cosine, {|KD0016:MultiStep(1)|}]", "schedules")]
    public Task KD0016_two_optimizers_or_schedules(string attributes, string words) =>
        Verify(Sources.Program(Sources.Student(attributes)), $"Small has several {words}: keep one");

    private static Task Fails(string loss, string fault, string properties = "") => Verify(
        Sources.Program(Sources.Student("[{|KD0015:Own|}]"), Sources.Word(loss, properties)), $"[Own] names App.Own, which {fault}");
}
