using System.Text.RegularExpressions;

namespace Kd.Generators.Tests;

/// <summary>
/// Right programs that are written in ways few people write them: nothing is said of them, and what is generated compiles
/// without a warning.
/// </summary>
public class UnusualProgramTests
{
    private const string Slack = "internal sealed class Own(double slack) : Loss { public Tensor Forward(Tensor student) => student.sum().mul(slack); }";
    private const string Late = "private readonly Sequential body = Sequential(ReLU());";

    [Theory]
    [InlineData("Temperature = double.PositiveInfinity")]
    [InlineData("TemperaturePower = double.NaN, EndWeight = double.NegativeInfinity")]
    [InlineData("Reduction = (LossReduction)7, TemperaturePower = -1e300")]
    [InlineData("Name = null, Weight = double.Epsilon")]
    public Task Values_at_the_edge(string arguments) => Verify(Sources.Program(Sources.Student($"[Response({arguments})]")));

    [Theory]
    [InlineData("class")]
    [InlineData("options")]
    [InlineData("predict")]
    [InlineData("epochs")]
    [InlineData("data")]
    [InlineData("at")]
    [InlineData("smallDistiller")]
    [InlineData("layer4-1_x.ä")]
    public Task Names_of_terms(string name) =>
        Verify(Sources.Program(Sources.Student($"[Response(Name = \"{name}\"), TaskLoss]", $"[Guided(\"late\")] {Late}")));

    [Theory]
    [InlineData("class")]
    [InlineData("model")]
    [InlineData("step")]
    [InlineData("layer4-1_x.ä")]
    public Task Names_of_places(string id) =>
        Verify(Sources.Program(Sources.Student("[TaskLoss]", $"[Guided(\"{id}\")] {Late}")).Replace("Hint(\"late\")", $"Hint(\"{id}\")"));

    [Theory]
    [InlineData("Small")]
    [InlineData("Large")]
    [InlineData("Source")]
    [InlineData("Load")]
    [InlineData("images")]
    [InlineData("App", "@event.@class")]
    public Task Names_that_are_keywords(string name, string keyword = "@event") =>
        Verify(Regex.Replace(Sources.Program(Sources.Student("[Response]")), $"(?<!\")\\b{name}\\b", keyword));

    [Theory]
    [InlineData("private readonly Sequential? body = Sequential(ReLU());")]
    [InlineData("public readonly Module<Tensor, Tensor> body = Sequential(ReLU());")]
    [InlineData("internal Sequential Body { get; } = Sequential(ReLU());")]
    [InlineData("internal Sequential Body => Sequential(ReLU());")]
    [InlineData("[System.Obsolete] private readonly Sequential body = Sequential(ReLU());")]
    public Task Members(string member) => Verify(Sources.Program(Sources.Student("", $"[Guided(\"late\")] {member}")));

    [Theory]
    [InlineData("public float Slack { get; set; }", "float slack", "Slack = 1.5f")]
    [InlineData("public long Slack { get; set; }", "long slack", "Slack = 5")]
    [InlineData("public uint Slack { get; set; }", "uint slack", "Slack = 5")]
    [InlineData("public char Slack { get; set; }", "char slack", "Slack = 'x'")]
    [InlineData("public string? Slack { get; set; }", "string? slack", "Slack = \"a\\n\\\"b\\\\\"")]
    [InlineData("public string Slack { get; set; } = \"\";", "string slack", "Slack = \"<&>\"")]
    [InlineData("public int[]? Slack { get; set; }", "int[]? slack", "Slack = new[] { 1, 2 }")]
    [InlineData("public System.Type? Slack { get; set; }", "System.Type? slack", "Slack = typeof(System.Collections.Generic.Dictionary<,>)")]
    [InlineData("public object? Slack { get; set; }", "object? slack", "Slack = 5L")]
    [InlineData("public bool Fixed { get; set; }", "bool @fixed", "Fixed = true")]
    [InlineData("public bool @fixed { get; set; }", "bool @fixed", "@fixed = true")]
    [InlineData("public System.DayOfWeek Slack { get; set; }", "System.DayOfWeek slack", "Slack = System.DayOfWeek.Friday")]
    public Task Hyper_parameters(string property, string parameter, string argument) =>
        Verify(Sources.Program(Sources.Student($"[Own({argument})]"), Sources.Word(
            $$"""
            internal sealed class Own({{parameter}}) : Loss
            {
                public object? Kept { get; } = {{parameter.Split(' ')[^1]}};
                public Tensor Forward(Tensor student) => student.sum();
            }
            """,
            property)));

    [Fact]
    public Task A_word_with_type_arguments() =>
        Verify(Sources.Program(
            Sources.Student("[Own<int>(Slack = 2)]"),
            Sources.Word(Slack, "public double Slack { get; set; }").Replace("class OwnAttribute", "class OwnAttribute<T>")));

    [Fact]
    public Task A_word_in_another_class() =>
        Verify(Sources.Program(
            Sources.Student("[Words.Own(Slack = 2)]"), "internal static class Words {", Sources.Word(Slack, "public double Slack { get; set; }"), "}"));

    [Fact]
    public Task A_public_student_with_a_hyper_parameter_of_an_internal_type() =>
        Verify(Sources.Program(
            Sources.Word("internal sealed class Own(Mode mode) : Loss { public Tensor Forward(Tensor student) => student.mul((int)mode); }", "public Mode Mode { get; set; }"),
            """
            internal enum Mode { A, B }
            /// <summary>A student.</summary>
            [Student<Large>, Own(Mode = Mode.B), Sgd]
            public sealed partial class Small : Module<Tensor, Tensor>
            {
                /// <summary>Makes one.</summary>
                public Small() : base("Small") => RegisterComponents();
                /// <inheritdoc/>
                public override Tensor forward(Tensor images) => images;
            }
            """));

    [Fact]
    public Task A_pair_with_the_logits() =>
        Verify(Sources.Program(Sources.Student("""[RelationPair("late", "logits")]""", $"[Place(\"late\")] {Late}")));

    [Fact]
    public Task An_optimizer_of_the_user_s_own() =>
        Verify(Sources.Program(
            Sources.Model("Small", "[Student<Large>, Response, Own(Rate = 0.5)]"),
            """
            [OptimizerClass("App.Own")] internal sealed class OwnAttribute : OptimizerAttribute { public double Rate { get; set; } }
            internal sealed class Own(System.Collections.Generic.IEnumerable<Parameter> parameters, double rate) : Kd.Training.Optimizer(parameters, rate)
            {
                protected override void OnLearningRateChanged() { }
                protected override void Update(int index, Parameter parameter, Tensor gradient) { }
            }
            """));

    [Theory]
    [InlineData("internal sealed class Own : Middle;")]
    [InlineData("internal sealed class Own : Middle { public override Tensor Forward(Tensor student, Tensor teacher) => student; }")]
    public Task Losses_that_inherit_Forward(string loss) =>
        Verify(Sources.Program(
            Sources.Student("[Own]"),
            Sources.Word(loss),
            "internal abstract class Middle : Loss { public virtual Tensor Forward(Tensor student, Tensor teacher) => student; }"));

    [Fact]
    public Task A_batch_that_inherits_and_overrides_its_tensors() =>
        Verify(Sources.Usings + """
            internal abstract record Base(Tensor Labels, Tensor SampleIds) { public abstract Tensor Images { get; } public Tensor this[int i] => Images; }
            internal sealed record Own(Tensor Labels, Tensor SampleIds) : Base(Labels, SampleIds), IBatch<Own>
            {
                public override Tensor Images => Labels;
                public Own Map(System.Func<Tensor, Tensor> map) => this;
            }
            internal static class Source { [DistillationData] internal static DistillationData<Own> Load(DataContext context) => null!; }
            """ + Sources.Model("Large", "[Teacher, Sgd]").Replace("Tensor images", "Tensor x").Replace("=> images", "=> x"));

    [Theory]
    [InlineData("""[Guided("late"), Hint("late")]""")]
    [InlineData("""[Hint("late"), Guided("late")]""")]
    [InlineData("""[Hint("own"), Guided("late")]""")]
    public Task A_teacher_assistant(string places) =>
        Verify(Sources.Program(Sources.Model("Middle", "[Teacher, Student<Large>, Response, Sgd]", $"{places} {Late}"), Sources.Model("Last", "[Student<Middle>, Response, Sgd]")));

    [Fact]
    public Task A_model_in_two_parts() =>
        Verify(Sources.Program(Sources.Student("[Response]"), $"internal partial class Small {{ [Guided(\"late\")] {Late} }}"));

    private static async Task Verify(string program)
    {
        await AnalyzerHarness.Verify(program);

        // A model and a run for the teacher; a model, a baseline and a run for each student.
        var students = Regex.Count(program, "Student<");
        Assert.Equal(2 + (3 * students), GeneratorHarness.RunAny(program).GeneratedTrees.Length);
    }

    [Fact]
    public void Exits_without_features() => GeneratorHarness.RunValid(Sources.Program(
        Sources.Model("Small", "[Student, Byot, Sgd]", "[Exit] private readonly Sequential exit = Sequential(ReLU());")));

    [Fact]
    public async Task A_loss_of_logits_and_of_features_of_both()
    {
        const string Word = """
            [LossClass(typeof(Both))] internal sealed class BothAttribute(params string[] places) : MultiPlaceAttribute(places);
            internal sealed class Both : Loss
            {
                public Tensor Forward(Tensor student, Tensor teacher, Tensor[] studentFeatures, Tensor[] teacherFeatures) =>
                    student.sub(teacher).sum().add(studentFeatures[0].sub(teacherFeatures[0]).sum());
            }

            """;
        var program = Sources.Program(Word, Sources.Student("[Both(\"late\")]", """[Place("late")] private readonly Sequential body = Sequential(ReLU());"""));

        await Verify(program);

        Assert.Contains("_bothLate.Forward(studentLogits, teacherLogits, new[] { studentLate }, new[] { teacherLate });", string.Concat(GeneratorHarness.RunValid(program).GeneratedTrees));
    }
}
