using Microsoft.CodeAnalysis;
using static VerifyXunit.Verifier;

namespace Kd.Generators.Tests.Snapshots;

/// <summary>What is generated for tasks other than classification, and for models that return tuples.</summary>
public class JudgeSnapshots
{
    private const string Own = """
        [LossClass(typeof(Huber))]
        internal sealed class HuberAttribute : TaskLossAttribute { public double Delta { get; set; } = 1; }
        internal sealed class Huber(double delta) : Loss
        {
            public Tensor Forward(Tensor student, Tensor labels, Tensor mask) => student.sub(labels).mul(mask).sum().mul(delta);
        }

        internal sealed class Error : Kd.Metrics.Metric
        {
            public void Update(Tensor predictions, Tensor mask, Tensor labels, Tensor sampleIds) { }
            public override double Compute() => 0;
        }

        internal sealed record MaskedBatch(Tensor Images, Tensor Mask, Tensor Labels, Tensor SampleIds) : IBatch<MaskedBatch>
        {
            public MaskedBatch Map(System.Func<Tensor, Tensor> map) => new(map(Images), map(Mask), map(Labels), map(SampleIds));
        }

        internal static class Source { [DistillationData] internal static DistillationData<MaskedBatch> Load(DataContext context) => null!; }

        """;

    [Fact]
    public Task A_regression_with_a_mask_whose_task_and_metric_are_the_teachers() => Verify(GeneratorHarness.RunValid(
        Sources.Usings + "namespace App;\n" + Own +
        Sources.Model("Large", "[Teacher, Huber(Delta = 2, Weight = 3), Metric<Error>, Sgd]") +
        Sources.Student("[Response, EarlyStopping(Patience = 3)]")));

    [Fact]
    public Task Logits_of_a_tuple() => Verify(GeneratorHarness.RunValid(Sources.Usings + "namespace App;\n" + Sources.Data + """
        [Teacher(Logits = 1), Sgd]
        internal sealed partial class Large : Module<Tensor, (Tensor Features, Tensor Logits)>
        {
            public Large() : base("Large") { }
            public override (Tensor Features, Tensor Logits) forward(Tensor images) => (images, images);
        }

        [Student<Large>(Logits = 2), TaskLoss<MseLoss>(Weight = 0.5), Response, Sgd, Metric<Kd.Metrics.MeanAbsoluteError>]
        internal sealed partial class Small : Module<Tensor, System.Tuple<Tensor, Tensor, Tensor>>
        {
            public Small() : base("Small") { }
            public override System.Tuple<Tensor, Tensor, Tensor> forward(Tensor images) => new(images, images, images);
        }
        """)).IgnoreGeneratedResult(result => result.HintName is "App.Large.g.cs" or "App.Small.g.cs");

    [Fact]
    public Task A_loss_that_asks_for_everything() => Verify(GeneratorHarness.RunValid(Sources.Program(
        Sources.Student("[Own(Weight = 2)]"),
        """
        [LossClass(typeof(Everything))]
        internal sealed class OwnAttribute : ResponseAttribute;
        internal sealed class Everything : Loss
        {
            public Tensor Forward(Kd.Training.StepContext at, Tensor sampleIds, Tensor student, Tensor[] teacher, Tensor labels) =>
                student.sum().mul(at.Progress).add(sampleIds.sum());
        }
        """))).IgnoreGeneratedResult(result => !result.HintName.Contains("Distiller"));
}
