using Microsoft.CodeAnalysis;
using static VerifyXunit.Verifier;

namespace Kd.Generators.Tests.Snapshots;

/// <summary>What is generated for each scheme of distillation.</summary>
public class SchemeSnapshots
{
    [Fact]
    public Task Two_stages_with_a_frozen_member() => Verify(GeneratorHarness.RunValid(Sources.Program(Sources.Model(
        "Small",
        """
        [Student<Large>, Stage("hint", Epochs = 5), Stage("kd")]
        [Response(Stage = "kd"), TaskLoss(Stage = "kd", Weight = 0.1)]
        [Train(Epochs = 20), Sgd(LearningRate = 0.1), Sgd(LearningRate = 0.02, Stage = "hint"), Cosine(Stage = "kd")]
        """,
        """
            [Guided("early", Stage = "hint")] private readonly Conv2d stem = Conv2d(1, 4, 3);
            [Guided("late"), Freeze(Stage = "hint")] private readonly Sequential body = Sequential(ReLU());
        """)))).IgnoreGeneratedResult(IsElsewhere);

    [Fact]
    public Task A_paraphraser_in_a_stage_of_its_own() => Verify(GeneratorHarness.RunValid(Sources.Program(Sources.Model(
        "Small",
        """[Student<Large>, Stage("warm", Epochs = 1), Stage("paraphraser", Epochs = 5), Stage("transfer"), Response(Stage = "warm"), TaskLoss(Stage = "transfer"), Train(Epochs = 20), Sgd]""",
        """    [FactorTransfer("late", Stage = "transfer", ParaphraserStage = "paraphraser")] private readonly Sequential body = Sequential(ReLU());""")))).IgnoreGeneratedResult(IsElsewhereOrWarm);

    [Fact]
    public Task A_route_along_the_teachers_checkpoints() => Verify(GeneratorHarness.RunValid(Sources.Program(
        Sources.Model("Middle", "[Teacher, Checkpoints(2, 5), Train(Epochs = 9), Sgd]", """[Hint("late")] private readonly Sequential body = Sequential(ReLU());"""),
        Sources.Model("Small", """[Student<Middle>, Stage("first", TeacherEpoch = 2), Stage("second", TeacherEpoch = 5), Stage("last"), Response, Sgd]""", "")))).IgnoreGeneratedResult(IsElsewhere);

    [Fact]
    public Task Several_teachers() => Verify(GeneratorHarness.RunValid(Sources.Program(
        Sources.Model("Middle", "[Teacher, Sgd]", """[Hint("middle"), Hint("late")] private readonly Sequential body = Sequential(ReLU());"""),
        Sources.Model(
            "Small",
            "[Student<Large>, Student<Middle>, Response, Response(Teacher = typeof(Middle), Name = \"ofMiddle\"), Sgd]",
            """
                [Guided("early")] private readonly Conv2d stem = Conv2d(1, 4, 3);
                [Guided("middle"), SimilarityPreserving("late", Teacher = typeof(Large))] private readonly Sequential body = Sequential(ReLU());
            """)))).IgnoreGeneratedResult(IsElsewhere);

    [Fact]
    public Task Born_again_for_two_generations() => Verify(GeneratorHarness.RunValid(Sources.Program(Sources.Model(
        "Small", "[Student, BornAgain(Generations = 2), Response, TaskLoss, Train(Seed = 3), Sgd]", """[Guided("body")] private readonly Sequential body = Sequential(ReLU());""")))).IgnoreGeneratedResult(IsElsewhere);

    [Fact]
    public Task Mean_teacher() => Verify(GeneratorHarness.RunValid(Sources.Program(Sources.Model(
        "Small", "[Student, MeanTeacher(Decay = 0.99), Response, TaskLoss, Sgd]", """[Guided("body")] private readonly Sequential body = Sequential(ReLU());""")))).IgnoreGeneratedResult(IsElsewhere);

    [Fact]
    public Task Own_hints_and_words_without_a_teacher() => Verify(GeneratorHarness.RunValid(Sources.Program(Sources.Model(
        "Small", "[Student, ProgressiveSelfDistillation, MutualLearning(\"head\", \"logits\"), Sgd]",
        """
            [AttentionTransfer("deep", Place = "shallow")] private readonly Conv2d stem = Conv2d(1, 4, 3);
            [Hint("deep")] private readonly Sequential body = Sequential(ReLU());
            [Place("head")] private readonly Sequential head = Sequential(ReLU());
        """)))).IgnoreGeneratedResult(IsElsewhere);

    [Fact]
    public Task A_group_of_two_classes() => Verify(GeneratorHarness.RunValid(Sources.Program(
        Sources.Model("Narrow", """[Student, Mutual("pair"), Response(Temperature = 1), TaskLoss, Train(Epochs = 3), Sgd]""", """[Guided("wide")] private readonly Sequential body = Sequential(ReLU());"""),
        Sources.Model("Wide", """[Student, Mutual("pair"), TaskLoss, Response(Temperature = 2), AdamW, Cosine]""", """[Hint("wide")] private readonly Sequential body = Sequential(ReLU());""")))).IgnoreGeneratedResult(IsElsewhere);

    [Fact]
    public Task A_group_of_copies_with_a_word_about_all() => Verify(GeneratorHarness.RunValid(Sources.Program(
        Sources.Model("Small", """[Student, Mutual("trio", Peers = 3), MutualLearning(Temperature = 2), Response, Sgd]""", "")))).IgnoreGeneratedResult(IsElsewhere);

    [Fact]
    public Task A_group_of_which_one_peer_has_a_word_about_all() => Verify(GeneratorHarness.RunValid(Sources.Program(
        Sources.Model("Narrow", "[Student, Mutual(\"pair\"), MutualLearning, Sgd]", ""),
        Sources.Model("Wide", "[Student, Mutual(\"pair\"), Sgd]", "")))).IgnoreGeneratedResult(IsElsewhere);

    private static bool IsElsewhereOrWarm(GeneratedSourceResult result) => IsElsewhere(result) || result.HintName is "App.SmallBaseline.g.cs" or "App.SmallWarmDistiller.g.cs";

    // The teachers' own runs, most taps and the baselines of one stage are the same as elsewhere.
    private static bool IsElsewhere(GeneratedSourceResult result) =>
        (result.HintName == "App.SmallBaseline.g.cs" && !result.SourceText.ToString().Contains("            Epochs = ", StringComparison.Ordinal))
        || result.HintName.Contains("Large", StringComparison.Ordinal) || result.HintName is "App.Narrow.g.cs" or "App.Wide.g.cs" or "App.Middle.g.cs" or "App.NarrowBaseline.g.cs" or "App.WideBaseline.g.cs"
        || (result.HintName == "App.Small.g.cs" && !result.SourceText.ToString().Contains("class Members", StringComparison.Ordinal));
}
