using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>A teacher assistant that is trained in two stages; an epoch of the last is kept.</summary>
[Teacher, Student<Large>, Stage("first"), Stage("second"), Checkpoints(1), Mimic]
[Train(Epochs = 2, BatchSize = 128, Seed = 21, Keep = Keep.Last), Sgd(LearningRate = 0.1)]
internal sealed partial class Assistant : DigitsModel
{
    private readonly Sequential layers = Sequential(Flatten(), Linear(64, 12), ReLU(), Linear(12, 10));

    public Assistant()
        : base(nameof(Assistant)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => layers.call(images);
}

/// <summary>Its student, first of that epoch.</summary>
[Student<Assistant>, Stage("young", TeacherEpoch = 1), Stage("grown"), Mimic, Train(Epochs = 1, BatchSize = 256, Seed = 22), Sgd(LearningRate = 0.1)]
internal sealed partial class Smallest : DigitsModel
{
    private readonly Sequential layers = Sequential(Flatten(), Linear(64, 10));

    public Smallest()
        : base(nameof(Smallest)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => layers.call(images);
}

/// <summary>A student of a model that a group has trained.</summary>
[Student<Companion>, Mimic, Train(Epochs = 1, BatchSize = 256, Seed = 23), Sgd(LearningRate = 0.1)]
internal sealed partial class Heir : DigitsModel
{
    private readonly Sequential layers = Sequential(Flatten(), Linear(64, 10));

    public Heir()
        : base(nameof(Heir)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => layers.call(images);
}
