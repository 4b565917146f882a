extern alias fixes;

using fixes::Kd.Generators.CodeFixes;

namespace Kd.Generators.Tests.Fixes;

/// <summary>What an editor offers, and what <c>dotnet format analyzers</c> does: each fix once and for all.</summary>
public class FixTests
{
    private const string Body = "private readonly Sequential body = Sequential(ReLU());";

    [Fact]
    public Task KD0001_classes_are_made_partial() => FixHarness.Verify(
        new MakePartialFix(),
        Program(student: Student().Replace("partial class Small", "class {|KD0001:Small|}"), teacher: Teacher.Replace("internal sealed partial class Large", "/// <summary>Big.</summary>\nclass {|KD0001:Large|}")),
        Program(student: Student(), teacher: Teacher.Replace("internal sealed partial class Large", "/// <summary>Big.</summary>\npartial class Large")));

    [Fact]
    public Task KD0002_mistyped_hints() => FixHarness.Verify(
        new NearestNameFix(),
        Program(Student("""[{|KD0002:Guided("erly", Weight = 2)|}, {|KD0002:Place("lat")|}] """ + Body)),
        Program(Student("""[Guided("early", Weight = 2), Place("late")] """ + Body)));

    [Fact]
    public Task KD0002_a_hint_that_is_like_no_other_has_no_fix()
    {
        var program = Program(Student("""[{|KD0002:Guided("something else")|}] """ + Body));
        return FixHarness.Verify(new NearestNameFix(), program, program);
    }

    [Fact]
    public Task KD0021_a_mistyped_path() => FixHarness.Verify(
        new NearestNameFix(),
        Program(Student("""[{|KD0021:Place("late", Path = "bdy")|}, Guided("late")] private readonly Inner body = new();""") + Inner),
        Program(Student("""[Place("late", Path = "body"), Guided("late")] private readonly Inner body = new();""") + Inner));

    [Fact]
    public Task KD0023_mistyped_stages() => FixHarness.Verify(
        new NearestNameFix(),
        Program(Student(words: """[Stage("first"), Stage("second"), {|KD0023:TaskLoss(Stage = "frst")|}, {|KD0023:Response(Stage = "secnd")|}]""")),
        Program(Student(words: """[Stage("first"), Stage("second"), TaskLoss(Stage = "first"), Response(Stage = "second")]""")));

    [Fact]
    public Task KD0070_a_mistyped_path_into_a_package() => FixHarness.Verify(
        new NearestNameFix(),
        Program(Student("""[{|KD0070:Place("late", Path = "layer5")|}, Guided("late")] private readonly Library.Backbone body = new();""")),
        Program(Student("""[Place("late", Path = "layer4"), Guided("late")] private readonly Library.Backbone body = new();""")),
        library: Compilations.Library(Sources.Usings + "namespace Library; public sealed class Backbone() : Module<Tensor, Tensor>(\"Backbone\") { public readonly ReLU layer4 = ReLU(); public override Tensor forward(Tensor x) => layer4.call(x); }"));

    [Theory]
    [InlineData("AdamW")]
    [InlineData("Sgd")]
    public Task KD0013_optimizers_are_added(string word) => FixHarness.Verify(
        new AddWordFix(),
        Program(Student().Replace(", Sgd]", "]").Replace("class Small", "class {|KD0013:Small|}"), Teacher.Replace(", Sgd]", "]").Replace("class Large", "class {|KD0013:Large|}")),
        Program(Student(words: $"[Response, {word}]").Replace("Large>, Sgd]", "Large>]"), Teacher.Replace("Sgd]", word + "]")),
        $"Add [{word}]");

    [Theory]
    [InlineData("Response", "Student<Large>")]
    [InlineData("TaskLoss", "Student")]
    public Task KD0017_a_term_is_added(string word, string student) => FixHarness.Verify(
        new AddWordFix(),
        Program(Student().Replace("Student<Large>, Sgd]\n[Response]", $"{student}, Sgd]").Replace("class Small", "class {|KD0017:Small|}")),
        Program(Student().Replace("Student<Large>, Sgd]\n[Response]", $"{student}, Sgd, {word}]")),
        $"Add [{word}]");

    [Fact]
    public Task KD0016_second_words_are_taken_away() => FixHarness.Verify(
        new RemoveWordFix(),
        Program(Student(words: "[Response, Cosine]\n[{|KD0016:MultiStep(5)|}]\n[{|KD0016:AdamW|}, TaskLoss]")),
        Program(Student(words: "[Response, Cosine]\n[TaskLoss]")));

    [Fact]
    public Task KD0063_tensors_are_given_back()
    {
        var student = Student("private readonly Linear first = Linear(4, 4), second = Linear(4, 4);");
        return FixHarness.Verify(
            new UsingFix(),
            Program(student.Replace("=> images;", "{\n// First.\nvar {|KD0063:x|} = first.call(images); Tensor {|KD0063:y|} = second.call(x);\nreturn first.call(y);\n}")),
            Program(student.Replace("=> images;", "{\n// First.\nusing var x = first.call(images); using Tensor y = second.call(x);\nreturn first.call(y);\n}")));
    }

    [Fact]
    public Task KD0044_hints_that_nobody_follows_are_taken_away() => FixHarness.Verify(
        new RemoveWordFix(),
        Program(Student("""[Guided("late")] """ + Body), Teacher.Replace("""Hint("early")""", """{|KD0044:Hint("early")|}, {|KD0044:Hint("first")|}""")),
        Program(Student("""[Guided("late")] """ + Body), Teacher.Replace("""[Hint("early")] """, "")));

    [Fact]
    public Task KD0050_settings_without_effect_are_taken_away() => FixHarness.Verify(
        new RemoveWordFix(),
        Program(Student(words: "[Response({|KD0050:WarmUp = WarmUpShape.Sigmoid|}), TaskLoss(Weight = 2, {|KD0050:WarmUp = WarmUpShape.Sigmoid|})]")),
        Program(Student(words: "[Response, TaskLoss(Weight = 2)]")));

    [Fact]
    public Task KD0022_weights_of_what_learns_are_taken_away() => FixHarness.Verify(
        new RemoveWeightsFix(),
        Program(Student(words: """[Response, {|KD0022:Teacher(Weights = "small.pt")|}]""")),
        Program(Student(words: "[Response, Teacher]")));

    [Theory]
    [InlineData("Large")]
    [InlineData("Wide")]
    public Task KD0025_a_teacher_is_chosen(string teacher) => FixHarness.Verify(
        new ChooseTeacherFix(),
        Program(Student("""[{|KD0025:Guided("late")|}] """ + Body).Replace("Student<Large>", "Student<Large>, Student<Wide>"), Teacher + Teacher.Replace("Large", "Wide")),
        Program(Student($"""[Guided("late", Teacher = typeof({teacher}))] """ + Body).Replace("Student<Large>", "Student<Large>, Student<Wide>"), Teacher + Teacher.Replace("Large", "Wide")),
        $"Follow {teacher}");

    [Fact]
    public Task KD0037_places_are_called() => FixHarness.Verify(
        new CallFix(),
        Program(Student("""[Guided("early")] private readonly ReLU stem = ReLU(); [Guided("late")] """ + Body, forward: "{|KD0037:body.forward({|KD0037:this.stem.forward(images)|})|}")),
        Program(Student("""[Guided("early")] private readonly ReLU stem = ReLU(); [Guided("late")] """ + Body, forward: "body.call(this.stem.call(images))")));

    [Theory]
    [InlineData("""base("Small") { }""", "base(\"Small\")\n    {\n        RegisterComponents();\n    }\n")]
    [InlineData("""base("Small") => body.eval();""", "base(\"Small\")\n    {\n        body.eval();\n        RegisterComponents();\n    }\n")]
    [InlineData("base(\"Small\")\n    {\n        body.eval();\n    }", "base(\"Small\")\n    {\n        body.eval();\n        RegisterComponents();\n    }")]
    public Task KD0038_modules_are_registered(string wrong, string right) => FixHarness.Verify(
        new RegisterComponentsFix(),
        Program(Student(Body).Replace("class Small", "class {|KD0038:Small|}").Replace("""base("Small") => RegisterComponents();""", wrong)),
        Program(Student(Body).Replace("""base("Small") => RegisterComponents();""", right)));

    [Fact]
    public Task KD0040_automatic_properties_become_fields() => FixHarness.Verify(
        new PropertyToFieldFix(),
        Program(Student("private ReLU {|KD0040:First|} { get; } = ReLU();\n    [Guided(\"late\")] internal Sequential {|KD0040:Second|} { get; set; } = Sequential(ReLU());")),
        Program(Student("private readonly ReLU First = ReLU();\n    [Guided(\"late\")] internal Sequential Second = Sequential(ReLU());")));

    [Theory]
    [InlineData("The target is logarithms", "true")]
    [InlineData("The target is probabilities, as in PyTorch", "false")]
    public Task KD0041_a_divergence_says_its_target(string title, string value)
    {
        var loss = "functional.kl_div(student, teacher, log_target: " + value + ")";
        string Program(string divergence) => FixTests.Program(Student(words: "[Own]") + Sources.Word($"internal sealed class Own : Loss {{ public Tensor Forward(Tensor student, Tensor teacher) => {divergence}; }}"));
        return FixHarness.Verify(new ArgumentFix(), Program("{|KD0041:functional.kl_div(student, teacher)|}.add({|KD0041:functional.kl_div(teacher, student)|})"), Program(loss + ".add(functional.kl_div(teacher, student, log_target: " + value + "))"), title);
    }

    [Theory]
    [InlineData("List<Linear> {|KD0043:layers|} = new()", "ModuleList<Linear> layers = new()")]
    [InlineData("System.Collections.Generic.List<Linear> {|KD0043:layers|} = new List<Linear> { Linear(4, 4) }", "ModuleList<Linear> layers = new() { Linear(4, 4) }")]
    [InlineData("List<Linear> {|KD0043:layers|} = [Linear(4, 4), Linear(4, 2)]", "ModuleList<Linear> layers = new(Linear(4, 4), Linear(4, 2))")]
    public Task KD0043_lists_become_module_lists(string wrong, string right) => FixHarness.Verify(
        new ModuleListFix(), Program(Student($"private readonly {wrong};")), Program(Student($"private readonly {right};")));

    [Fact]
    public Task KD0052_layers_are_of_the_instance() => FixHarness.Verify(
        new InstanceLayerFix(),
        Program(Student("private static readonly Linear {|KD0052:first|} = Linear(4, 4);\n    internal static Linear {|KD0052:Second|} { get; } = Linear(4, 4);", forward: "first.call(Second.call(images))")),
        Program(Student("private readonly Linear first = Linear(4, 4);\n    internal Linear Second { get; } = Linear(4, 4);", forward: "first.call(Second.call(images))")));

    [Fact]
    public Task KD0052_a_layer_of_static_code_has_no_fix()
    {
        var program = Program(Student("private static readonly Linear {|KD0052:first|} = Linear(4, 4);\n    internal static long Width => first.weight.shape[0];"));
        return FixHarness.Verify(new InstanceLayerFix(), program, program);
    }

    [Theory]
    [InlineData("using var filled = {|KD0053:init.zeros_(layer.weight!)|};", "init.zeros_(layer.weight!);")]
    [InlineData("{|KD0053:init.zeros_(layer.weight!)|}.Dispose();\n        {|KD0053:init.zeros_(layer.bias!)|}.Dispose();", "init.zeros_(layer.weight!);\n        init.zeros_(layer.bias!);")]
    public Task KD0053_parameters_are_kept(string wrong, string right)
    {
        string Program(string filling) => FixTests.Program(Student("private readonly Linear layer = Linear(4, 4);")
            .Replace("""base("Small") => RegisterComponents();""", $$"""base("Small") { {{filling}} RegisterComponents(); }"""));
        return FixHarness.Verify(new KeepParameterFix(), Program(wrong), Program(right));
    }

    [Theory]
    [InlineData("{|KD0054:body.call(images).detach()|}", "body.call(images)")]
    [InlineData("{|KD0055:body.call(images).softmax(1)|}", "body.call(images)")]
    [InlineData("{|KD0055:functional.softmax(body.call(images), 1)|}", "body.call(images)")]
    public Task KD0054_and_KD0055_logits_are_returned(string wrong, string right) =>
        FixHarness.Verify(new ReturnLogitsFix(), Program(Student(Body, forward: wrong)), Program(Student(Body, forward: right)));

    [Fact]
    public Task KD0054_gradients_are_left_on() => FixHarness.Verify(
        new ReturnLogitsFix(),
        Program(Student(Body).Replace("=> body.call(images);", "\n    {\n        {|KD0054:using var off = no_grad();|}\n        return body.call(images);\n    }")),
        Program(Student(Body).Replace("=> body.call(images);", "\n    {\n        return body.call(images);\n    }")));

    [Fact]
    public Task KD0056_dropout_gets_the_mode() => FixHarness.Verify(
        new ArgumentFix(),
        Program(Student(Body, forward: "{|KD0056:functional.dropout({|KD0056:functional.dropout2d(images)|}, 0.1)|}")),
        Program(Student(Body, forward: "functional.dropout(functional.dropout2d(images, training: training), 0.1, training: training)")));

    [Fact]
    public Task KD0057_modes_are_left() => FixHarness.Verify(
        new RemoveModeFix(),
        Program(Student(Body).Replace("=> body.call(images);", "\n    {\n        {|KD0057:eval()|};\n        {|KD0057:body.train()|};\n        return body.call(images);\n    }")),
        Program(Student(Body).Replace("=> body.call(images);", "\n    {\n        return body.call(images);\n    }")));

    [Theory]
    [InlineData("{|KD0058:body.call(images).relu_()|}", "body.call(images).relu()")]
    [InlineData("{|KD0058:functional.relu(body.call(images), inplace: true)|}", "functional.relu(body.call(images))")]
    public Task KD0058_a_new_tensor_is_made(string wrong, string right) => FixHarness.Verify(
        new NewTensorFix(), Program(Student("""[Guided("late")] """ + Body, forward: wrong)), Program(Student("""[Guided("late")] """ + Body, forward: right)));

    [Fact]
    public Task KD0059_buffers_are_persistent() => FixHarness.Verify(
        new ArgumentFix(),
        Program(Student(Body).Replace("""base("Small") => RegisterComponents();""", """base("Small") { register_buffer("a", ones(1), {|KD0059:persistent: false|}); register_buffer("b", ones(1), {|KD0059:false|}); RegisterComponents(); }""")),
        Program(Student(Body).Replace("""base("Small") => RegisterComponents();""", """base("Small") { register_buffer("a", ones(1)); register_buffer("b", ones(1)); RegisterComponents(); }""")));

    private static string Teacher => """
        [Teacher, Sgd]
        internal sealed partial class Large : Module<Tensor, Tensor>
        {
            [Hint("early")] private readonly ReLU stem = ReLU();
            [Hint("late")] private readonly Sequential body = Sequential(ReLU());
            public Large() : base("Large") => RegisterComponents();
            public override Tensor forward(Tensor images) => body.call(stem.call(images));
        }

        """;

    private static string Inner => """
        internal sealed class Inner : Module<Tensor, Tensor>
        {
            private readonly ReLU body = ReLU();
            public Inner() : base("Inner") => RegisterComponents();
            public override Tensor forward(Tensor images) => body.call(images);
        }

        """;

    private static string Program(string student, string? teacher = null) =>
        "using System.Collections.Generic;\n" + Sources.Usings + "namespace App;\n\n" + Sources.Data + (teacher ?? Teacher) + student;

    private static string Student(string members = "", string words = "[Response]", string forward = "") => $$"""
        [Student<Large>, Sgd]
        {{words}}
        internal sealed partial class Small : Module<Tensor, Tensor>
        {
            {{members}}
            public Small() : base("Small") => RegisterComponents();
            public override Tensor forward(Tensor images) => {{(forward != "" ? forward : Called(members))}};
        }

        """;

    // So that places are used.
    private static string Called(string members) => members.Contains(" body =") ? "body.call(images)" : members.Contains("Second") ? "Second.call(images)" : "images";
}
