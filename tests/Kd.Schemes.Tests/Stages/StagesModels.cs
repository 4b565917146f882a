using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>A student of three stages; the trace of "early" is in the first and the last, that of "late" in all.</summary>
[Student<Large>, Stage("hint", Epochs = 2), Stage("middle", Epochs = 1), Stage("kd")]
[Response(Stage = "middle"), TaskLoss(Stage = "kd", Weight = 0.5)]
[Train(Epochs = 4, BatchSize = 128, Seed = 3)]
[Sgd(LearningRate = 0.1), Sgd(LearningRate = 0.02, Momentum = 0.9, Stage = "hint"), MultiStep(2, Factor = 0.5, Stage = "kd")]
#pragma warning disable KD0050 // It is there to belong to its stage, which is too short to be stopped.
[EarlyStopping(Patience = 1, Stage = "middle")]
#pragma warning restore KD0050
internal sealed partial class Staged : DigitsModel
{
    [Trace("early", Stage = "hint"), Trace("early", Stage = "kd")]
    private readonly Sequential stem = Sequential(Flatten(), Linear(64, 12), BatchNorm1d(12), ReLU());

    [Trace("late")]
    private readonly Sequential body = Sequential(Linear(12, 8), ReLU());

    private readonly Linear head = Linear(8, 10);

    public Staged()
        : base(nameof(Staged)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(body.call(stem.call(images)));
}

/// <summary>A student of which one member never learns, one does so only at first, and one, with batch statistics, only at last.</summary>
[Student<Large>, Stage("first"), Stage("second"), Mimic, Train(Epochs = 1, BatchSize = 128, Seed = 4), Sgd(LearningRate = 0.1, Momentum = 0.9, WeightDecay = 0.01)]
internal sealed partial class Thawing : DigitsModel
{
    [Freeze]
    private readonly Sequential stem = Sequential(Flatten(), Linear(64, 12), BatchNorm1d(12), ReLU());

    private readonly Sequential middle = Sequential(Linear(12, 12), ReLU());

    [Freeze(Stage = "first")]
    private readonly Sequential body = Sequential(Linear(12, 12), BatchNorm1d(12), ReLU());

    [Freeze(Stage = "second")]
    private readonly Linear head = Linear(12, 10);

    public Thawing()
        : base(nameof(Thawing)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(body.call(middle.call(stem.call(images))));
}

/// <summary>A student whose terms are weighed by learned uncertainties, and are not the same in all stages.</summary>
[Student<Large>, UncertaintyWeighting, Stage("both"), Stage("labels"), Stage("again")]
[TaskLoss, Mimic(Stage = "both"), Mimic(Stage = "again"), Train(Epochs = 2, BatchSize = ByHand.AllAtOnce, Seed = 20), Sgd(LearningRate = 0.1)]
internal sealed partial class Weighed : DigitsModel
{
    private readonly Sequential layers = Sequential(Flatten(), Linear(64, 10));

    public Weighed()
        : base(nameof(Weighed)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => layers.call(images);
}
