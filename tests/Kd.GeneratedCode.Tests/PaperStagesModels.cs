using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.GeneratedCode.Tests;

/// <summary>A teacher with maps.</summary>
[Teacher, Train(Epochs = 1, BatchSize = 16, Seed = 1), AdamW(LearningRate = 0.01)]
public sealed partial class MapTeacher : Module<Tensor, Tensor, Tensor>
{
    [Hint("early")] private readonly Conv2d stem = Conv2d(1, 4, 3, padding: 1);
    [Hint("late")] private readonly Conv2d body = Conv2d(4, 6, 1);
    private readonly Linear head = Linear(36, 2);

    /// <summary>Makes the teacher.</summary>
    public MapTeacher()
        : base(nameof(MapTeacher)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) =>
        head.call(body.call(stem.call(values.mul(mask).view(-1, 1, 2, 3)).relu()).relu().flatten(1));
}

/// <summary>A student by the methods whose papers train what they transfer before the task, each in its stage.</summary>
[Student<MapTeacher>, Stage("hint"), Stage("boundary"), Stage("flow"), Stage("paraphraser"), Stage("task")]
[RelationPair("early", "late", Stage = "flow"), TaskLoss(Stage = "task")]
[Train(Epochs = 1, BatchSize = 16, Seed = 2, Keep = Keep.Last), Recording(LearningRate = 0.01)]
public sealed partial class StagedStudent : Module<Tensor, Tensor, Tensor>
{
    [Place("early")] private readonly Conv2d stem = Conv2d(1, 3, 3, padding: 1);

    [Guided("late", Stage = "hint"), ActivationBoundary("late", Stage = "boundary"), FactorTransfer("late", ParaphraserStage = "paraphraser", Stage = "task")]
    private readonly Conv2d body = Conv2d(3, 5, 1);

    private readonly Linear head = Linear(30, 2);

    /// <summary>Makes the student.</summary>
    public StagedStudent()
        : base(nameof(StagedStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) =>
        head.call(body.call(stem.call(values.mul(mask).view(-1, 1, 2, 3)).relu()).relu().flatten(1));
}

/// <summary>A student of branches and their leader. Its first stage leaves the projections by which a branch chooses its peers.</summary>
[Student, Stage("first"), Stage("second"), DiversePeers("branch1", "branch2", "feature1", "feature2", "logits", Factor = 2, Name = "peers")]
[Train(Epochs = 1, BatchSize = 1000, Seed = 2, Keep = Keep.Last), Recording(LearningRate = 0.05)]
public sealed partial class BranchedStudent : Module<Tensor, Tensor, Tensor>
{
    [Place("feature1")] private readonly Linear first = Linear(6, 8, hasBias: false);
    [Place("feature2")] private readonly Linear second = Linear(6, 8, hasBias: false);
    [Place("branch1")] private readonly Linear firstHead = Linear(8, 2, hasBias: false);
    [Place("branch2")] private readonly Linear secondHead = Linear(8, 2, hasBias: false);
    private readonly Linear leader = Linear(6, 2, hasBias: false);

    /// <summary>Makes the student.</summary>
    public BranchedStudent()
        : base(nameof(BranchedStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask)
    {
        var input = values.mul(mask);
        var (feature1, feature2) = (first.call(input), second.call(input));
        return Watch.Step(this, leader.call(input), values, mask, firstHead.call(feature1), secondHead.call(feature2), feature1, feature2);
    }
}
