namespace Kd.Generators.Tests.Analyzers;

/// <summary>What is wrong with declarations of schemes, and what is right.</summary>
public class SchemeTests
{
    private const string Body = """[Hint("middle"), Hint("late")] private readonly Sequential body = Sequential(ReLU());""";

    private static readonly string _middle = Sources.Model("Middle", "[Teacher, Checkpoints(2, 5), Sgd]", Body);

    [Theory]
    [InlineData("[Student<Large>, Student<Middle>, Response, Sgd]", """[Guided("middle"), SimilarityPreserving("early")] private readonly Sequential body = Sequential(ReLU());""")]
    [InlineData("[Student<Large>, Student<Middle>, Response(Teacher = typeof(Middle)), Sgd]", """[Guided("late", Teacher = typeof(Large))] private readonly Sequential body = Sequential(ReLU());""")]
    [InlineData("[Student, ProgressiveSelfDistillation, MutualLearning(\"head\", \"logits\"), Sgd]", """
            [AttentionTransfer("deep", Place = "shallow")] private readonly Sequential stem = Sequential(ReLU());
            [Hint("deep")] private readonly Sequential body = Sequential(ReLU());
            [Place("head")] private readonly Sequential head = Sequential(ReLU());
        """)]
    [InlineData("[Student, BornAgain(Generations = 3), Response, Sgd]", "")]
    [InlineData("[Student, MeanTeacher, Response, Sgd]", """[Guided("body")] private readonly Sequential body = Sequential(ReLU());""")]
    [InlineData("[Student, Mutual(\"trio\", Peers = 3), MutualLearning, Sgd]", "")]
    [InlineData("[Student<Middle>, Stage(\"one\", TeacherEpoch = 2), Stage(\"two\"), Response, Sgd, AdamW(Stage = \"two\")]", "[Freeze(Stage = \"one\")] private readonly Sequential body = Sequential(ReLU());")]
    [InlineData("[Student<Middle>, Stage(\"one\"), Stage(\"two\"), Response(Stage = \"one\"), Response(Stage = \"two\", Temperature = 2), Sgd]", "")]
    [InlineData("[Student<Middle>, Stage(\"init\"), Stage(\"last\"), RelationPair(\"middle\", \"late\", Stage = \"init\"), TaskLoss(Stage = \"last\"), Sgd]", """
            [ActivationBoundary("middle", Stage = "init")] private readonly Sequential stem = Sequential(ReLU());
            [FactorTransfer("late", Stage = "last", ParaphraserStage = "init")] private readonly Sequential body = Sequential(ReLU());
        """)]
    [InlineData("[Student, DiversePeers(\"one\", \"other\", \"oneFeature\", \"otherFeature\", \"logits\"), Sgd]", """
            [Place("one")] private readonly Sequential one = Sequential(ReLU());
            [Place("other")] private readonly Sequential other = Sequential(ReLU());
            [Place("oneFeature")] private readonly Sequential oneFeature = Sequential(ReLU());
            [Place("otherFeature")] private readonly Sequential otherFeature = Sequential(ReLU());
        """)]
    public Task Right(string attributes, string members) => AnalyzerHarness.Verify(Sources.Program(_middle, Sources.Model("Small", attributes, members)));

    [Theory]
    [InlineData("KD0023", """[Student<Large>, Stage("hint"), {|KD0023:Response(Stage = "hind")|}, Sgd]""", "Small has no [Stage(\"hind\")]; did you mean \"hint\"?")]
    [InlineData("KD0023", """[Student<Large>, Response, {|KD0023:Sgd(Stage = "hint")|}]""", "Small has no [Stage(\"hint\")]; it has no [Stage]")]
    [InlineData("KD0024", """[Student<Large>, {|KD0024:BornAgain|}, Response, Sgd]""", "Small cannot be trained like this: [BornAgain] is for a class that teaches itself: write [Student] without a teacher")]
    [InlineData("KD0024", """[Student, BornAgain, {|KD0024:MeanTeacher|}, Response, Sgd]""", "Small cannot be trained like this: it has [BornAgain] and [MeanTeacher]: keep one")]
    [InlineData("KD0030", """[Student, BornAgain({|KD0030:Generations = 0|}), Response, Sgd]""", "Generations of [BornAgain] is 0, which has to be at least 1")]
    [InlineData("KD0024", """[Student, {|KD0024:Mutual("pair")|}, Response, Sgd]""", "Small cannot be trained like this: the group \"pair\" has no other peer: mark another class with [Mutual(\"pair\")], or let Peers be 2 or more")]
    [InlineData("KD0024", """[Student<Large>, {|KD0024:MutualLearning|}, Sgd]""", "Small cannot be trained like this: [MutualLearning] without places compares the peers of a group, but the class has no [Mutual]")]
    [InlineData("KD0024", """[Student<Large>, Stage("a"), {|KD0024:Stage("a")|}, Response, Sgd]""", "Small cannot be trained like this: it has two stages \"a\"")]
    [InlineData("KD0024", """[Student, BornAgain, {|KD0024:TeacherCache|}, Response, Sgd]""", "Small cannot be trained like this: [TeacherCache] stores what frozen teachers give, but it has no teacher of its own that stays as it is: that is what [Student<TTeacher>] gives it; take it away")]
    [InlineData("KD0026", """[Student<Large>, {|KD0026:Response(Teacher = typeof(Middle))|}, Sgd]""", "Middle does not teach Small: its teachers are Large")]
    [InlineData("KD0028", """[Student, {|KD0028:Response|}, TaskLoss, Sgd]""", "[Response] follows a teacher, but Small has none: write [Student<TTeacher>], or add [BornAgain], [MeanTeacher] or [Mutual]")]
    [InlineData("KD0029", """[Student<Middle>, {|KD0029:Stage("a", TeacherEpoch = 3)|}, Response, Sgd]""", "Middle: the stage \"a\" of Small wants its epoch 3: add that to [Checkpoints(2, 5)]")]
    [InlineData("KD0006", """[Student<Large>, {|KD0006:Student<Large>|}, Response, Sgd]""", "Large cannot teach Small: it is named twice")]
    public Task Wrong(string id, string attributes, string message)
    {
        Assert.Contains(id, attributes, StringComparison.Ordinal);
        return AnalyzerHarness.Verify(Sources.Program(_middle, Sources.Model("Small", attributes)), message);
    }

    [Fact]
    public Task KD0023_a_paraphraser_without_its_stage() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Model(
            "Small", "[Student<Large>, Stage(\"paraphraser\"), Stage(\"transfer\"), Sgd]",
            """[{|KD0023:FactorTransfer("late", ParaphraserStage = "paraphrase")|}] private readonly Sequential body = Sequential(ReLU());""")),
        "Small has no [Stage(\"paraphrase\")]; did you mean \"paraphraser\"?");

    [Fact]
    public Task KD0025_a_hint_that_both_teachers_have() => AnalyzerHarness.Verify(
        Sources.Program(_middle, Sources.Model("Small", "[Student<Large>, Student<Middle>, Sgd]", """[{|KD0025:Guided("late")|}] private readonly Sequential body = Sequential(ReLU());""")),
        "The hint \"late\" is in Large and Middle: say which is meant, by Teacher = typeof(...)");

    [Fact]
    public Task KD0027_teachers_in_a_circle() => AnalyzerHarness.Verify(Sources.Program(
        Sources.Model("One", "[Teacher, {|KD0027:Student<Two>|}, Response, Sgd]"),
        Sources.Model("Two", "[Teacher, {|KD0027:Student<One>|}, Response, Sgd]")));

    [Fact]
    public Task KD0027_a_student_of_itself() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Model("Small", "[Teacher, {|KD0027:Student<Small>|}, Response, Sgd]")),
        "Small learns from Small: none of them can be trained first; let them learn at the same time by [Mutual], or a class from itself by [BornAgain] or [MeanTeacher]");

    [Fact]
    public Task KD0017_a_stage_without_a_term() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Model("{|KD0017:Small|}", """[Student<Large>, Stage("a"), Stage("b"), Response(Stage = "a"), Sgd]""")).Replace("base(\"{|KD0017:Small|}\")", "base(\"Small\")").Replace("public {|KD0017:Small|}()", "public Small()"),
        "Small, in its stage \"b\", has nothing to learn from: add [Response], [TaskLoss], or another term");

    [Theory]
    [InlineData("{|KD0020:Stage(\"a\")|}")]
    [InlineData("{|KD0020:Mutual(\"a\")|}")]
    [InlineData("{|KD0020:BornAgain|}")]
    public Task KD0020_a_student_s_word_on_a_teacher(string word) => AnalyzerHarness.Verify(Sources.Program(Sources.Model("Small", $"[Teacher, {word}, Sgd]")));

    [Fact]
    public Task KD0020_a_frozen_member_of_a_teacher() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Model("Small", "[Teacher, Sgd]", "[{|KD0020:Freeze|}] private readonly Sequential body = Sequential(ReLU());")));

    [Fact]
    public Task KD0024_a_group_with_the_name_of_a_student() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Model("Small", "[Student, {|KD0024:Mutual(\"other\", Peers = 2)|}, Response, Sgd]"), Sources.Model("Other", "[Student<Large>, Response, Sgd]")),
        "Small cannot be trained like this: the group cannot be named \"other\": Kd writes OtherDistiller for something else");

    [Fact]
    public Task KD0024_two_Trains_in_one_group() => AnalyzerHarness.Verify(Sources.Program(
        Sources.Model("Narrow", "[Student, {|KD0024:Mutual(\"pair\")|}, Response, Train(Epochs = 3), Sgd]"),
        Sources.Model("Wide", "[Student, {|KD0024:Mutual(\"pair\")|}, Response, Train(Epochs = 4), Sgd]")));

    [Fact]
    public Task A_peer_that_a_word_of_another_compares_needs_none_of_its_own() => AnalyzerHarness.Verify(Sources.Program(
        Sources.Model("Narrow", "[Student, Mutual(\"pair\"), MutualLearning, Sgd]"),
        Sources.Model("Wide", "[Student, Mutual(\"pair\"), Sgd]")));

    [Fact]
    public Task KD0017_a_peer_that_learns_nothing() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Model("Narrow", "[Student, Mutual(\"pair\"), Response, Sgd]"), Sources.Model("Wide", "[Student, Mutual(\"pair\"), Sgd]").Replace("class Wide", "class {|KD0017:Wide|}")),
        "Wide has nothing to learn from: add [Response], [TaskLoss], or another term");

    [Fact]
    public Task KD0024_peers_that_want_different_batches() => AnalyzerHarness.Verify(
        Sources.Program(
            Sources.Model("Narrow", "[Student, Mutual(\"pair\"), ClassWiseSelfDistillation, Sgd]"),
            Sources.Model("Wide", "[Student, Mutual(\"pair\"), DataDistortion(\"logits\", \"body\"), Sgd]", "[Place(\"body\")] private readonly Sequential body = Sequential(ReLU());").Replace("class Wide", "class {|KD0024:Wide|}")),
        "Wide cannot be trained like this: the terms of the group \"pair\" want batches of different kinds ([ClassWiseSelfDistillation], [DataDistortion(\"logits\", \"body\")]), but all its peers have the same: keep those of one kind");

    [Fact]
    public Task KD0029_checkpoints_of_a_class_that_does_not_teach() => AnalyzerHarness.Verify(
        Sources.Program(Sources.Model("Small", "[Student<Large>, {|KD0029:Checkpoints(1)|}, Response, Sgd]")),
        "Small: it is no [Teacher], so that nobody follows its epochs");

    [Fact]
    public Task An_assistant_may_keep_checkpoints() => AnalyzerHarness.Verify(Sources.Program(
        Sources.Model("Assistant", "[Student<Large>, Teacher, Checkpoints(2), Response, Train(Epochs = 3), Sgd]"),
        Sources.Model("Small", "[Student<Assistant>, Stage(\"a\", TeacherEpoch = 2), Stage(\"b\"), Response, Sgd]")));

    [Theory]
    [InlineData("Checkpoints(31)", "Small: its training has the epochs 1 to 30, not 31")]
    [InlineData("Checkpoints(0)", "Small: its training has the epochs 1 to 30, not 0")]
    public Task KD0029_a_checkpoint_that_there_cannot_be(string checkpoints, string message) =>
        AnalyzerHarness.Verify(Sources.Program(Sources.Model("Small", $"[Teacher, {{|KD0029:{checkpoints}|}}, Sgd]")), message);

    [Fact]
    public Task KD0024_exits_and_features_that_do_not_fit() => AnalyzerHarness.Verify(Sources.Program(
        """
        [LossClass(typeof(Own))] internal sealed class OwnAttribute : ExitKnowledgeAttribute;
        internal sealed class Own : Loss { public Tensor Forward(Tensor[] student, Tensor[] studentFeatures, Tensor labels) => student[0].sum(); }

        """,
        Sources.Model("Small", "[Student, {|KD0024:Own|}, Sgd]", """
                [Exit] private readonly Sequential exit = Sequential(ReLU());
                [ExitFeature] private readonly Sequential neck = Sequential(ReLU());
            """)));
}
