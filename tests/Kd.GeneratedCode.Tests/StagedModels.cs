using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.GeneratedCode.Tests;

/// <summary>A teacher with maps to follow.</summary>
[Teacher, Train(Epochs = 1, BatchSize = 16, Seed = 1), Sgd(LearningRate = 0.05)]
public sealed partial class MapTeacher : Module<Tensor, Tensor, Tensor>
{
    [Hint("early")] private readonly Conv2d early = Conv2d(1, 6, 3, padding: 1);
    [Hint("late")] private readonly Conv2d late = Conv2d(6, 8, 3, padding: 1);
    private readonly Linear head = Linear(48, 2);

    /// <summary>Makes the teacher.</summary>
    public MapTeacher()
        : base(nameof(MapTeacher)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) =>
        head.call(late.call(early.call(values.mul(mask).view(-1, 1, 2, 3)).relu()).relu().flatten(1));
}

/// <summary>
/// A student that learns by the methods that have a stage before the task: hints (FitNets), activation boundaries, the flow between layers
/// (FSP), factors. No two of its weights have one shape, so that tests tell them apart.
/// </summary>
[Student<MapTeacher>]
[Stage("hint"), Stage("boundary"), Stage("flow"), Stage("paraphraser"), Stage("transfer")]
[RelationPair("early", "late", Stage = "flow"), TaskLoss(Stage = "transfer")]
[Train(Epochs = 1, BatchSize = 16, Seed = 2, Keep = Keep.Last), Recording(LearningRate = 0.05)]
public sealed partial class StagedStudent : Module<Tensor, Tensor, Tensor>
{
    [Guided("early", Stage = "hint")]
    private readonly Conv2d early = Conv2d(1, 3, 3, padding: 1, bias: false);

    [ActivationBoundary("late", Stage = "boundary"), FactorTransfer("late", Stage = "transfer", ParaphraserStage = "paraphraser")]
    private readonly Conv2d late = Conv2d(3, 5, 1, bias: false);

    private readonly Linear head = Linear(30, 2, hasBias: false);

    /// <summary>Makes the student.</summary>
    public StagedStudent()
        : base(nameof(StagedStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) =>
        head.call(late.call(early.call(values.mul(mask).view(-1, 1, 2, 3)).relu()).relu().flatten(1));
}

/// <summary>A student of branches that choose whom they follow, and of a leader.</summary>
[Student, DiversePeers("one", "other", "oneFeature", "otherFeature", "logits", Factor = 2, Name = "peers")]
[Train(Epochs = 1, BatchSize = 16, Seed = 2, Keep = Keep.Last), Recording(LearningRate = 0.05)]
public sealed partial class BranchedStudent : Module<Tensor, Tensor, Tensor>
{
    private readonly Linear stem = Linear(6, 7, hasBias: false);
    [Place("oneFeature")] private readonly Linear oneFeature = Linear(7, 4, hasBias: false);
    [Place("otherFeature")] private readonly Linear otherFeature = Linear(7, 4, hasBias: false);
    [Place("one")] private readonly Linear one = Linear(4, 2, hasBias: false);
    [Place("other")] private readonly Linear other = Linear(4, 2, hasBias: false);
    private readonly Linear leader = Linear(7, 2, hasBias: false);

    /// <summary>Makes the student.</summary>
    public BranchedStudent()
        : base(nameof(BranchedStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask)
    {
        var shared = stem.call(values.mul(mask)).relu();
        one.call(oneFeature.call(shared));
        other.call(otherFeature.call(shared));
        return leader.call(shared);
    }
}
