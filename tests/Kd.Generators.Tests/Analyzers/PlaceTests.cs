using static Kd.Generators.Tests.AnalyzerHarness;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>Errors about places: a teacher's hints, and the members of a student that follow them.</summary>
public class PlaceTests
{
    private const string Inner = """
        internal sealed class Inner : Module<Tensor, Tensor>
        {
            private readonly Sequential first = Sequential(ReLU());
            private readonly Block second = new();
            public Inner() : base("Inner") => RegisterComponents();
            public override Tensor forward(Tensor x) => second.call(first.call(x));
        }

        internal sealed class Block : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(1, 1, 1);
            [TorchSharp.Utils.ComponentName(Name = "given")] private readonly Conv2d other = Conv2d(1, 1, 1);
            private BatchNorm2d Norm { get; } = BatchNorm2d(1);
            public Block() : base("Block") => RegisterComponents();
            public override Tensor forward(Tensor x) => Norm.call(other.call(conv.call(x)));
        }
        """;

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

    [Fact]
    public Task KD0003_one_place_that_follows_two_hints() => Verify(
        Student($$"""[Guided("late", Place = "x"), {|KD0003:Guided("early", Place = "x")|}] {{Body}}"""),
        "Small already has the place \"x\", on body; tell them apart by Place = \"...\"");

    [Fact]
    public Task Two_members_follow_one_hint_under_names_of_their_own() => Verify(Student(
        $$"""[Guided("late", Place = "one")] {{Body}} [Guided("late"), Guided("early")] private readonly Sequential other = Sequential(ReLU());""",
        """[RelationPair("early", "one")]"""));

    [Theory]
    [InlineData("Item = 3", "LSTM returns (Tensor, Tensor, Tensor), which has no tensor as item 3")]
    [InlineData("Item = -1", "LSTM returns (Tensor, Tensor, Tensor), which has no tensor as item -1")]
    [InlineData("Of = HintOf.Input, Item = 1", "LSTM has no tensor as input 1; it takes (Tensor, (Tensor, Tensor)?)")]
    public Task KD0021_a_tensor_that_the_member_lacks(string where, string message) => Verify(
        Sources.Alone(Sources.Model("Large", "[Teacher, Sgd]", $$"""[{|KD0021:Hint("late", {{where}})|}] private readonly LSTM encoder = null!;""")),
        "[Hint] on encoder: " + message);

    [Theory]
    [InlineData("secnd", "Inner has no module \"secnd\"; did you mean \"second\"?")]
    [InlineData("second.x", "Inner has no module \"second.x\"; it has \"second.conv\", \"second.given\", \"second.Norm\"")]
    [InlineData("list", "Inner has no module \"list\"; did you mean \"first\"?")]
    public Task KD0021_a_module_that_the_member_lacks(string path, string message) => Verify(
        Sources.Alone(Sources.Model("Large", "[Teacher, Sgd]", $$"""[{|KD0021:Hint("late", Path = "{{path}}")|}] private readonly Inner inner = new();"""), Inner),
        "[Hint] on inner: " + message);

    [Theory]
    [InlineData("first")]
    [InlineData("first.0.whatever")]
    [InlineData("second.conv")]
    [InlineData("second.Norm")]
    [InlineData("second.given")]
    public Task A_module_that_the_member_has_or_may_have(string path) =>
        Verify(Sources.Alone(Sources.Model("Large", "[Teacher, Sgd]", $$"""[Hint("late", Path = "{{path}}")] private readonly Inner inner = new();"""), Inner));

    [Fact]
    public Task A_class_that_registers_modules_itself_may_have_any() => Verify(
        Sources.Alone(
            Sources.Model("Large", "[Teacher, Sgd]", """[Hint("late", Path = "anything")] private readonly Inner inner = new();"""),
            Inner.Replace("base(\"Inner\") => RegisterComponents();", "base(\"Inner\") => register_module(\"anything\", first);")));

    [Fact]
    public Task KD0021_a_member_that_does_not_say_what_it_returns() => Verify(
        Sources.Alone(Sources.Model("Large", "[Teacher, Sgd]", """[{|KD0021:Hint("late")|}] private readonly Module body = null!;""")),
        "[Hint] on body: body is a Module, which does not say what it takes and returns");

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
    [InlineData("private readonly Sequential[] body = null!;", "Sequential[]")]
    [InlineData("private static readonly Sequential body = null!;", "static Sequential")]
    [InlineData("private Sequential body { set { } }", "write-only Sequential")]
    public Task KD0005_a_hint_on_something_that_gives_no_module(string member, string type) => Verify(
        Sources.Alone(Sources.Model("Large", "[Teacher, Sgd]", "[{|KD0005:Hint(\"late\")|}] " + member)),
        $"[Hint] needs a TorchSharp module, but body is a {type}; put it on a field or property whose type is a module, such as Module<Tensor, Tensor>");

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
