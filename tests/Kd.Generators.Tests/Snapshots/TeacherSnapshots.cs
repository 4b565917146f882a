using static VerifyXunit.Verifier;

namespace Kd.Generators.Tests.Snapshots;

/// <summary>What is generated for teachers.</summary>
public class TeacherSnapshots
{
    [Fact]
    public Task Teacher_with_hints() => Verify(GeneratorHarness.RunValid(Sources.Program()));

    [Fact]
    public Task Teacher_with_weights() => Verify(GeneratorHarness.RunValid(
        Sources.Usings + Sources.Data + Sources.Model("Large", """[Teacher(Weights = "models/large.safetensors")]""")));

    [Fact]
    public Task Teacher_with_its_own_task_AdamW_and_MultiStep() => Verify(GeneratorHarness.RunValid(
        Sources.Usings + Sources.Data + Sources.Model(
            "Large", "[Teacher, TaskLoss(Weight = 2), AdamW(LearningRate = 0.001, WeightDecay = 0.05), MultiStep(10, 20, Factor = 0.2)]")));

    [Fact]
    public Task Public_teacher_made_by_a_factory_in_a_nested_namespace() => Verify(GeneratorHarness.RunValid(Sources.Usings + """
        namespace Company.Models
        {
        """ + Sources.Data + """
            /// <summary>A teacher.</summary>
            [Teacher, Sgd]
            public sealed partial class Wide : Module<Tensor, Tensor>
            {
                private Wide(int width) : base("Wide" + width) { }

                /// <summary>Makes one.</summary>
                [ModelFactory] public static Wide Create(int width = 8) => new(width);

                /// <inheritdoc/>
                public override Tensor forward(Tensor images) => images;
            }
        }
        """));
}
