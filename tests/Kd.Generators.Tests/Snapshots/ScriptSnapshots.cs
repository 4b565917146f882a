using static VerifyXunit.Verifier;

namespace Kd.Generators.Tests.Snapshots;

/// <summary>What is generated for teachers that are TorchScript files, and for places of a model as a whole.</summary>
public class ScriptSnapshots
{
    [Fact]
    public Task A_script_that_returns_a_tuple() => Verify(GeneratorHarness.RunValid(Sources.Alone(
        """
        [TeacherScript("weights/large.pt", Logits = 1), Hint("features"), Hint("image", Of = HintOf.Input)]
        internal sealed partial class Large : ScriptTeacher<(Tensor Features, Tensor Logits)>;

        """,
        Sources.Model(
            "Small",
            "[Student<Large>, Response, Sgd]",
            """
                [SimilarityPreserving("features")] private readonly Sequential body = Sequential(ReLU());
                [SimilarityPreserving("image")] private readonly Conv2d stem = Conv2d(1, 4, 3);
            """)))).IgnoreGeneratedResult(result => result.HintName.Contains("Baseline"));

    [Fact]
    public Task A_script_beside_another_teacher() => Verify(GeneratorHarness.RunValid(Sources.Program(
        "[TeacherScript(\"big.pt\"), Hint(\"image\", Of = HintOf.Input)] internal sealed partial class Big : ScriptTeacher;\n",
        Sources.Model(
            "Small",
            "[Student<Big>, Student<Large>, Response, Sgd]",
            """
                [SimilarityPreserving("image")] private readonly Conv2d stem = Conv2d(1, 4, 3);
                [SimilarityPreserving("late")] private readonly Sequential body = Sequential(ReLU());
            """)))).IgnoreGeneratedResult(result => result.HintName != "App.SmallDistiller.g.cs");

    [Fact]
    public Task Places_of_a_model_as_a_whole() => Verify(GeneratorHarness.RunValid(Sources.Alone(
        """
        [Teacher, Train(Seed = 7), Sgd, Hint("output"), Hint("stem", Path = "stem.0"), Hint("image", Of = HintOf.Input)]
        internal sealed partial class Large : Module<Tensor, Tensor>
        {
            private readonly Sequential stem = Sequential(Conv2d(1, 4, 3));
            public Large() : base("Large") => RegisterComponents();
            public override Tensor forward(Tensor images) => stem.call(images);
        }

        """,
        Sources.Model(
            "Small",
            "[Student<Large>, Response, Sgd]",
            """
                [Guided("stem")] private readonly Conv2d stem = Conv2d(1, 4, 3);
                [SimilarityPreserving("output"), SimilarityPreserving("image", Place = "again")] private readonly Sequential body = Sequential(ReLU());
            """)))).IgnoreGeneratedResult(result => !result.HintName.StartsWith("Large.", StringComparison.Ordinal));
}
