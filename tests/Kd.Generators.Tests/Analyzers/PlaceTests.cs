using static Kd.Generators.Tests.AnalyzerHarness;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>Errors about places: a teacher's hints, and the members of a student that follow them.</summary>
public class PlaceTests
{
    private const string Body = "private readonly Sequential body = Sequential(ReLU());";

    [Theory]
    [InlineData("erly", "Large has no [Hint(\"erly\")]; did you mean \"early\"?")]
    [InlineData("something else", "Large has no [Hint(\"something else\")]; it has \"early\", \"late\"")]
    public Task KD0002_a_hint_that_the_teacher_lacks(string id, string message) =>
        Verify(Student($$"""[{|KD0002:Guided("{{id}}")|}] {{Body}}"""), message);

    [Fact]
    public Task KD0002_a_hint_of_a_teacher_that_has_none() => Verify(
        Sources.Alone(Sources.Model("Large", "[Teacher, Sgd]"), Sources.Student("", $$"""[{|KD0002:Guided("late")|}] {{Body}}""")),
        "Large has no [Hint(\"late\")]; it has no hint at all");

    [Fact]
    public Task KD0002_a_mistyped_hint_is_one_error_though_a_pair_misses_its_place() =>
        Verify(Student(
            """
                [{|KD0002:Guided("erly")|}] private readonly Conv2d stem = Conv2d(1, 8, 3);
                [Place("late")] private readonly Sequential body = Sequential(ReLU());
            """,
            """[RelationPair("early", "late")]"""));

    [Fact]
    public Task KD0002_a_pair_and_a_place_of_unknown_hints() =>
        Verify(Student($$"""[Place("late"), {|KD0002:Place("middle")|}] {{Body}}""", """[{|KD0002:RelationPair("late", "lat")|}]"""));

    [Fact]
    public Task KD0003_two_members_with_one_hint() => Verify(
        Sources.Program().Replace("[Hint(\"late\")]", "[{|KD0003:Hint(\"early\")|}]"),
        "Large already has the place \"early\", on stem; give each place an id of its own");

    [Fact]
    public Task KD0003_one_member_with_one_hint_twice() =>
        Verify(Sources.Program().Replace("[Hint(\"late\")]", "[Hint(\"late\"), {|KD0003:Hint(\"late\")|}]"));

    [Fact]
    public Task KD0003_two_hints_that_make_one_identifier() =>
        Verify(Sources.Program().Replace("Hint(\"early\")", "Hint(\"layer.1\")").Replace("[Hint(\"late\")]", "[{|KD0003:Hint(\"layer1\")|}]"));

    [Theory]
    [InlineData("Guided")]
    [InlineData("SimilarityPreserving")]
    public Task KD0003_two_members_that_follow_one_hint(string second) =>
        Verify(Student($$"""[Guided("late")] {{Body}} [{|KD0003:{{second}}("late")|}] private readonly Sequential other = Sequential(ReLU());"""));

    [Theory]
    [InlineData("logits")]
    [InlineData("Logits")]
    public Task KD0003_a_place_called_logits(string id) => Verify(
        Sources.Program().Replace("[Hint(\"late\")]", $"[{{|KD0003:Hint(\"{id}\")|}}]"),
        $"Large already has the place \"{id}\", on the model's output; give each place an id of its own");

    [Fact]
    public Task KD0004_a_pair_without_a_place_in_the_student() => Verify(
        Student($$"""[Place("late")] {{Body}}""", """[{|KD0004:RelationPair("early", "late")|}]"""),
        "No member of Small corresponds to the hint \"early\"; put [Place(\"early\")], or a word that follows it, on one");

    [Theory]
    [InlineData("private readonly int body = 1;", "int")]
    [InlineData("private readonly Tensor body = null!;", "Tensor")]
    [InlineData("private readonly Module<Tensor, Tensor, Tensor> body = null!;", "Module<Tensor, Tensor, Tensor>")]
    [InlineData("private static readonly Sequential body = null!;", "static Sequential")]
    [InlineData("private Sequential body { set { } }", "write-only Sequential")]
    public Task KD0005_a_hint_on_something_that_gives_no_module(string member, string type) => Verify(
        Sources.Alone(Sources.Model("Large", "[Teacher, Sgd]", "[{|KD0005:Hint(\"late\")|}] " + member)),
        $"[Hint] needs a TorchSharp module, but body is a {type}; put it on a field or property whose type is a Module<Tensor, Tensor>");

    [Fact]
    public Task KD0005_a_hint_on_an_indexer() =>
        Verify(Sources.Alone(Sources.Model("Large", "[Teacher, Sgd]", "[{|KD0005:Hint(\"late\")|}] private Sequential this[int i] => Sequential(ReLU());")));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("1st")]
    [InlineData("a<b")]
    [InlineData("""a\\b""")]
    public Task KD0019_an_id_that_is_no_name(string id) => Verify(
        Named(id), $"\"{id.Replace(@"\\", @"\")}\" cannot name a place: a name is of letters, digits, '_', '-' and '.', with a letter first");

    [Theory]
    [InlineData("taps")]
    [InlineData("dispose")]
    [InlineData("equals")]
    [InlineData("getType")]
    [InlineData("toString")]
    [InlineData("memberwiseClone")]
    public Task KD0019_an_id_that_generated_code_takes(string id) =>
        Verify(Named(id), $"\"{id}\" cannot name a place: generated code has something of that name");

    private static string Student(string members, string attributes = "") => Sources.Program(Sources.Student(attributes, members));

    // The student that follows the place has no error of its own.
    private static string Named(string id) =>
        Student($"[Guided(\"{id}\")] {Body}").Replace("[Hint(\"late\")]", $"[{{|KD0019:Hint(\"{id}\")|}}]");
}
