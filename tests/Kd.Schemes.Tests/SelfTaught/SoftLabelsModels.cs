using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>A student that remembers what it predicted in the epoch before.</summary>
[Student, ProgressiveSelfDistillation(Alpha = 0.6), Train(Epochs = 3, BatchSize = ByHand.AllAtOnce, Seed = 13), Sgd(LearningRate = 0.5)]
internal sealed partial class Remembering : DigitsModel
{
    private readonly Sequential layers = Sequential(Flatten(), Linear(64, 10));

    public Remembering()
        : base(nameof(Remembering)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => layers.call(images);
}

/// <summary>A student with a teacher that is made up.</summary>
[Student, VirtualTeacher(Alpha = 0.3, Temperature = 5, CorrectProbability = 0.9), Train(Epochs = 1, BatchSize = ByHand.AllAtOnce, Seed = 14), Sgd(LearningRate = 0.5)]
internal sealed partial class Imagining : DigitsModel
{
    private readonly Sequential layers = Sequential(Flatten(), Linear(64, 10));

    public Imagining()
        : base(nameof(Imagining)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => layers.call(images);
}

/// <summary>A student with smoothed labels.</summary>
[Student, LabelSmoothing(Smoothing = 0.2), Train(Epochs = 1, BatchSize = ByHand.AllAtOnce, Seed = 15), Sgd(LearningRate = 0.5)]
internal sealed partial class Smoothing : DigitsModel
{
    private readonly Sequential layers = Sequential(Flatten(), Linear(64, 10));

    public Smoothing()
        : base(nameof(Smoothing)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => layers.call(images);
}
