using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>A student that follows its teacher along the way to where that has come.</summary>
[Student<Large>, Stage("young", TeacherEpoch = 1), Stage("older", TeacherEpoch = 3), Stage("grown"), Mimic]
[Train(Epochs = 1, BatchSize = 256, Seed = 5), Sgd(LearningRate = 0.1)]
internal sealed partial class Follower : DigitsModel
{
    private readonly Sequential layers = Sequential(Flatten(), Linear(64, 8), ReLU(), Linear(8, 10));

    public Follower()
        : base(nameof(Follower)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => layers.call(images);
}
