using Microsoft.CodeAnalysis;
using static VerifyXunit.Verifier;

namespace Kd.Generators.Tests.Snapshots;

/// <summary>What is generated for losses that want more than two tensors.</summary>
public class LossSnapshots
{
    private const string Places = """
            [Place("early")] private readonly Conv2d stem = Conv2d(1, 4, 3);
            [Guided("late", Weight = 2, WarmUpEpochs = 5, WarmUp = WarmUpShape.Sigmoid)] private readonly Sequential body = Sequential(ReLU());
        """;

    [Fact]
    public Task Several_places_with_their_shapes_and_a_module_of_the_teacher() => Verify(GeneratorHarness.RunValid(Sources.Program(
        Sources.Student("""[Stages("early", "late", "logits", Levels = 2)]""", Places),
        """
        [LossClass(typeof(Stages))]
        internal sealed class StagesAttribute(params string[] places) : MultiPlaceAttribute(places) { public int Levels { get; set; } = 1; }
        internal sealed class Stages(long[][] studentShape, int levels, long[][] teacherShape, long sampleCount) : Loss
        {
            public Tensor Forward(Tensor[] student, Tensor[] teacher, [TeacherModule("late")] Module<Tensor, Tensor> classifier) =>
                classifier.call(student[levels]).sum().mul(studentShape.Length + teacherShape.Length + sampleCount);
        }
        """))).IgnoreGeneratedResult(result => !result.HintName.Contains("Distiller"));

    [Fact]
    public Task The_shape_of_the_logits_and_learned_weights() => Verify(GeneratorHarness.RunValid(Sources.Program(
        Sources.Student("[UncertaintyWeighting, TaskLoss(EndWeight = 0.1), Own]"),
        """
        [LossClass(typeof(Bank))]
        internal sealed class OwnAttribute : ResponseAttribute;
        internal sealed class Bank(long[] teacherShape) : Loss
        {
            public Tensor Forward(Tensor student, [TeacherModule("early")] Module<Tensor, Tensor> stem) => stem.call(student).sum().mul(teacherShape.Length);
        }
        """))).IgnoreGeneratedResult(result => result.HintName is not ("App.SmallDistiller.g.cs" or "App.SmallBaseline.g.cs"));
}
