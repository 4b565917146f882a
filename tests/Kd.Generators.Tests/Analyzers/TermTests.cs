using static Kd.Generators.Tests.AnalyzerHarness;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>Errors about what a student learns from.</summary>
public class TermTests
{
    private const string Body = "[Guided(\"late\")] private readonly Sequential body = Sequential(ReLU());";

    [Theory]
    [InlineData("[Response, {|KD0012:Response(Temperature = 2)|}]", "response")]
    [InlineData("""[Response, {|KD0012:TaskLoss(Name = "response")|}]""", "response")]
    [InlineData("""[Response(Name = "a.b"), {|KD0012:TaskLoss(Name = "a-b")|}]""", "a-b")]
    public Task KD0012_two_terms_with_one_name(string attributes, string name) =>
        Verify(Student(attributes), $"Small already has a term {name}; give one of them a Name");

    [Fact]
    public Task KD0012_one_word_twice_on_one_member() =>
        Verify(Student("", Body.Replace("]", ", {|KD0012:Guided(\"late\", Weight = 2)|}]")));

    [Fact]
    public Task KD0017_a_student_that_learns_nothing() => Verify(
        Student("").Replace("class Small", "class {|KD0017:Small|}"),
        "Small has nothing to learn from: add [Response], [TaskLoss], or another term");

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("1st")]
    [InlineData("a=b")]
    [InlineData("""a\"b""")]
    [InlineData("""a\nb""")]
    public Task KD0019_a_name_that_is_none(string name) => Verify(
        Student($"[{{|KD0019:Response(Name = \"{name}\")|}}]"),
        $"\"{name.Replace("\\\"", "\"").Replace("\\n", "\n")}\" cannot name a term: a name is of letters, digits, '_', '-' and '.', with a letter first");

    [Theory]
    [InlineData("total")]
    [InlineData("train")]
    [InlineData("batch")]
    [InlineData("names")]
    [InlineData("values")]
    [InlineData("losses")]
    [InlineData("declared")]
    [InlineData("toString")]
    [InlineData("studentLate")]
    [InlineData("teacherLate")]
    [InlineData("sgd")]
    public Task KD0019_a_name_that_generated_code_takes(string name) => Verify(
        Student($"[{{|KD0019:Response(Name = \"{name}\")|}}]", Body),
        $"\"{name}\" cannot name a term: generated code has something of that name");

    [Theory]
    [InlineData("guided.lateWeight")]
    [InlineData("guidedLateAdapter")]
    public Task KD0019_a_name_that_another_term_needs(string name) =>
        Verify(Student($"[Response(Name = \"{name}\")]", Body.Replace("Guided(\"late\")", "{|KD0019:Guided(\"late\")|}")));

    [Fact]
    public Task KD0020_the_words_of_a_class_that_is_no_student() => Verify(
        Sources.Program(Sources.Model("Small", "[{|KD0020:Response|}, TaskLoss, Sgd]", Body)),
        "[Response] is a word for students, but Small is none: mark it with [Student<TTeacher>], or with [Student] if no other model teaches it");

    [Theory]
    [InlineData("Guided")]
    [InlineData("Place")]
    public Task KD0020_a_word_on_a_member_of_a_class_that_is_no_student(string word) =>
        Verify(Sources.Program(Sources.Model("Small", "", Body.Replace("Guided(\"late\")", $"{{|KD0020:{word}(\"late\")|}}"))));

    [Fact]
    public Task KD0020_a_student_s_word_on_a_teacher() => Verify(
        Sources.Alone(Sources.Model("Large", "[Teacher, TaskLoss, {|KD0020:Response|}, Sgd]")),
        "[Response] is a word for students, but Large is a teacher alone: it has [Hint]s, and learns by [TaskLoss]");

    [Theory]
    [InlineData("Guided")]
    [InlineData("Place")]
    public Task KD0020_a_student_s_word_on_a_member_of_a_teacher(string word) =>
        Verify(Sources.Alone(Sources.Model("Large", "[Teacher, Sgd]", Body.Replace("Guided(\"late\")", $"{{|KD0020:{word}(\"late\")|}}"))));

    private static string Student(string attributes, string members = "") => Sources.Program(Sources.Student(attributes, members));

    [Theory]
    [InlineData("lat", "KD0002", "Large has no [Hint(\"lat\")]; [Own] runs the module that has it")]
    [InlineData("late", "", "")]
    public async Task KD0002_a_module_that_the_teacher_lacks(string hint, string id, string message)
    {
        var program = Sources.Program(
            Sources.Student(id.Length > 0 ? $"[{{|{id}:Own|}}]" : "[Own]"),
            Sources.Word($$"""internal sealed class Own : Loss { public Tensor Forward(Tensor student, [TeacherModule("{{hint}}")] Module<Tensor, Tensor> x) => x.call(student).sum(); }"""));
        if (id.Length > 0)
        {
            await AnalyzerHarness.Verify(program, message);
        }
        else
        {
            await AnalyzerHarness.Verify(program);
        }
    }

    [Fact]
    public Task KD0021_a_module_of_the_teacher_that_cannot_be_run() => AnalyzerHarness.Verify(
        Sources.Program(
            Sources.Student("[{|KD0021:Own|}]"),
            Sources.Word("""internal sealed class Own : Loss { public Tensor Forward(Tensor student, [TeacherModule("late")] Module<Tensor, Tensor> x) => x.call(student).sum(); }"""))
            .Replace("[Hint(\"late\")]", "[Hint(\"late\", Of = HintOf.Input)]"),
        "[Own] on Small: it runs the teacher's module at \"late\", which has to take one tensor and return one");

    [Theory]
    [InlineData("long studentShape")]
    [InlineData("long[][] studentShape")]
    [InlineData("int sampleCount")]
    public Task KD0015_a_given_parameter_of_another_type(string parameter) => AnalyzerHarness.Verify(
        Sources.Program(
            Sources.Student("[{|KD0015:Own|}]"),
            Sources.Word($"internal sealed class Own({parameter}) : Loss {{ public Tensor Forward(Tensor student) => student.sum().mul({parameter.Split(' ')[1]}.GetHashCode()); }}")),
        "[Own] names App.Own, which has no constructor whose parameters all have the names and types of the attribute's properties");

    [Fact]
    public Task KD0004_a_word_over_several_places_of_which_the_student_lacks_one() => AnalyzerHarness.Verify(
        Sources.Program(
            Sources.Student("""[{|KD0004:All("early", "late")|}]""", """[Place("late")] private readonly Sequential body = Sequential(ReLU());"""),
            """
            [LossClass(typeof(All))] internal sealed class AllAttribute(params string[] places) : MultiPlaceAttribute(places);
            internal sealed class All : Loss { public Tensor Forward(Tensor[] student, Tensor[] teacher) => student[0].sum(); }
            """));

    [Theory]
    [InlineData("int levels, params string[] places", "places", "3, \"early\"")]
    [InlineData("string place, int levels", "place", "\"early\", 3")]
    public Task The_numbers_that_a_word_over_places_takes_are_no_places(string parameters, string places, string arguments) => AnalyzerHarness.Verify(
        Sources.Program(
            Sources.Student($"[All({arguments})]", """[Place("early")] private readonly Sequential body = Sequential(ReLU());"""),
            $$"""
            [LossClass(typeof(All))] internal sealed class AllAttribute({{parameters}}) : MultiPlaceAttribute({{places}}) { public int Levels { get; } = levels; }
            internal sealed class All(int levels) : Loss { public Tensor Forward(Tensor[] student, Tensor[] teacher) => student[0].sum().mul(levels); }
            """));
}
