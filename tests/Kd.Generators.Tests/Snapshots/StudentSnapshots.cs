using Microsoft.CodeAnalysis;
using static VerifyXunit.Verifier;

namespace Kd.Generators.Tests.Snapshots;

/// <summary>What is generated for students, word by word.</summary>
public class StudentSnapshots
{
    [Fact]
    public Task Response_and_task_loss() => Verify(Run("[Response(Temperature = 2), TaskLoss(Weight = 0.1)]")).IgnoreGeneratedResult(IsOfTeacher);

    [Fact]
    public Task Guided_with_an_adapter() => Verify(Run("", """[Guided("early", Weight = 0.5, Adapter = AdapterKind.Regressor)] private readonly Conv2d stem = Conv2d(1, 4, 3);""")).IgnoreGeneratedResult(IsOfOtherRun);

    [Fact]
    public Task Similarity_and_a_guided_hint_on_one_member() => Verify(Run(
        "[Response]", """[Guided("late"), SimilarityPreserving("late", Weight = 10)] private readonly Sequential body = Sequential(ReLU());""")).IgnoreGeneratedResult(IsOfOtherRun);

    [Fact]
    public Task Relation_pair_between_places_without_terms() => Verify(Run(
        """[RelationPair("early", "late", Distance = FspDistance.ChannelNorm)]""",
        """
            [Place("early")] private readonly Conv2d stem = Conv2d(1, 4, 3);
            [Place("late")] private Sequential Body { get; } = Sequential(ReLU());
        """)).IgnoreGeneratedResult(IsOfOtherRun);

    [Fact]
    public Task All_three_kinds_of_knowledge() => Verify(Run(
        """
        [Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
        [RelationPair("early", "late", Weight = 0.5)]
        [Train(Epochs = 60, BatchSize = 32, Seed = 3, Keep = Keep.Last), Cosine(Minimum = 0.01)]
        """,
        """
            [Guided("early", Weight = 0.1)] private readonly Conv2d stem = Conv2d(1, 4, 3);
            [SimilarityPreserving("late", Weight = 10)] private readonly Sequential body = Sequential(ReLU());
        """)).IgnoreGeneratedResult(IsOfOtherRun);

    [Fact]
    public Task Stored_teacher() => Verify(Run(
        "[Response(Temperature = 2), TeacherCache(Views = 4, Format = CacheFormat.Float16)]",
        """[Guided("late")] private readonly Sequential body = Sequential(ReLU());""")).IgnoreGeneratedResult(IsOfOtherRun);

    [Fact]
    public Task Names_that_are_keywords() => Verify(Run(
        """[Response(Name = "class")]""", """[Guided("late", Name = "my-term")] private readonly Sequential @base = Sequential(ReLU());""")).IgnoreGeneratedResult(IsOfOtherRun);

    [Fact]
    public Task Own_loss_with_hyper_parameters() => Verify(GeneratorHarness.RunValid(Sources.Program(
        Sources.Student("[Margin(Slack = 0.25, Temperature = 3)]"),
        """
        [LossClass(typeof(Margin))]
        internal sealed class MarginAttribute : ResponseAttribute { public double Slack { get; set; } = 1; public bool Squared { get; set; } }
        internal sealed class Margin(double slack, bool squared) : Loss
        {
            public Tensor Forward(Tensor labels, Tensor student, Tensor teacher) => (squared ? student : teacher).sum().mul(slack).add(labels.sum());
        }
        """))).IgnoreGeneratedResult(IsOfOtherRun);

    [Fact]
    public Task Teacher_assistant() => Verify(GeneratorHarness.RunValid(Sources.Program(
        Sources.Model("Middle", "[Teacher, Student<Large>, Response, Sgd]", """[Guided("late"), Hint("middle")] private readonly Sequential body = Sequential(ReLU());"""),
        Sources.Model("Small", "[Student<Middle>, Sgd]", """[Guided("middle")] private readonly Sequential body = Sequential(ReLU());"""))))
        .IgnoreGeneratedResult(IsOfOtherRun);

    [Fact]
    public Task Own_batch_with_two_inputs() => Verify(GeneratorHarness.RunValid(Sources.Usings + """
        namespace App;
        internal sealed record TextBatch(Tensor Ids, Tensor Mask, Tensor Labels, Tensor SampleIds) : IBatch<TextBatch>
        {
            public TextBatch Map(System.Func<Tensor, Tensor> map) => new(map(Ids), map(Mask), map(Labels), map(SampleIds));
        }
        internal static class Texts
        {
            [DistillationData] public static DistillationData<TextBatch> Load(DataContext context) => throw new System.NotSupportedException();
        }
        [Teacher, Sgd]
        internal sealed partial class Large : Module<Tensor, Tensor, Tensor>
        {
            public Large() : base("Large") { }
            public override Tensor forward(Tensor mask, Tensor ids) => ids.mul(mask);
        }
        [Student<Large>, Response, Sgd]
        internal sealed partial class Small : Module<Tensor, Tensor>
        {
            public Small() : base("Small") { }
            public override Tensor forward(Tensor ids) => ids;
        }
        """)).IgnoreGeneratedResult(IsOfOtherRun);

    // Each feature is seen once: teachers have snapshots of their own, and every baseline is like another.
    private static bool IsOfTeacher(GeneratedSourceResult source) => source.HintName.StartsWith("App.Large", StringComparison.Ordinal);

    private static bool IsOfOtherRun(GeneratedSourceResult source) => IsOfTeacher(source) || source.HintName.Contains("Baseline");

    private static GeneratorDriverRunResult Run(string attributes, string members = "") =>
        GeneratorHarness.RunValid(Sources.Program(Sources.Student(attributes, members)));
}
