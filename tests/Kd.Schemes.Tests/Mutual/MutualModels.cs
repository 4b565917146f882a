using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>A peer that follows the other's logits, and its feature from a place of another width.</summary>
[Student, Mutual("pair"), Mimic(Weight = 0.5), TaskLoss]
[Train(Epochs = 1, BatchSize = ByHand.AllAtOnce, Seed = 7, Keep = Keep.Last), Sgd(LearningRate = 0.5)]
internal sealed partial class Ann : DigitsModel
{
    [Trace("bobs", Weight = 0.25)] private readonly Sequential stem = Sequential(Flatten(), Linear(64, 16), ReLU());
    private readonly Linear head = Linear(16, 10);

    public Ann()
        : base(nameof(Ann)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(stem.call(images));
}

/// <summary>A peer of another form, with weights of its own for the terms and another learning rate.</summary>
[Student, Mutual("pair"), TaskLoss(Weight = 0.75), Mimic, Sgd(LearningRate = 0.2)]
internal sealed partial class Bob : DigitsModel
{
    [Hint("bobs")] private readonly Sequential body = Sequential(Flatten(), Linear(64, 20), ReLU(), Linear(20, 16), ReLU());
    private readonly Linear head = Linear(16, 10);

    public Bob()
        : base(nameof(Bob)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(body.call(images));
}

/// <summary>Three models of one class, compared by one word.</summary>
[Student, Mutual("trio", Peers = 3), MutualLearning(PeerWeight = 0.5)]
[Train(Epochs = 1, BatchSize = ByHand.AllAtOnce, Seed = 8), Sgd(LearningRate = 0.5)]
internal sealed partial class Triplet : DigitsModel
{
    private readonly Sequential layers = Sequential(Flatten(), Linear(64, 12), ReLU(), Linear(12, 10));

    public Triplet()
        : base(nameof(Triplet)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => layers.call(images);
}

/// <summary>A peer whose word compares it with one that has no word of its own.</summary>
[Student, Mutual("duo"), MutualLearning, Train(Epochs = 1, BatchSize = ByHand.AllAtOnce, Seed = 19, Keep = Keep.Last), Sgd(LearningRate = 0.5)]
internal sealed partial class Speaker : DigitsModel
{
    private readonly Sequential layers = Sequential(Flatten(), Linear(64, 12), ReLU(), Linear(12, 10));

    public Speaker()
        : base(nameof(Speaker)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => layers.call(images);
}

/// <summary>The other.</summary>
[Student, Mutual("duo"), Sgd(LearningRate = 0.25)]
internal sealed partial class Silent : DigitsModel
{
    private readonly Sequential layers = Sequential(Flatten(), Linear(64, 10));

    public Silent()
        : base(nameof(Silent)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => layers.call(images);
}

/// <summary>A peer that learns from the labels alone: a teacher that is trained together with its student.</summary>
[Teacher, Student, Mutual("together"), TaskLoss, Train(Epochs = 3, BatchSize = 64, Seed = 9), Sgd(LearningRate = 0.1, Momentum = 0.9)]
internal sealed partial class Companion : DigitsModel
{
    [Hint("early")] private readonly Sequential stem = Sequential(Flatten(), Linear(64, 24), BatchNorm1d(24), ReLU());
    private readonly Linear head = Linear(24, 10);

    public Companion()
        : base(nameof(Companion)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(stem.call(images));
}

/// <summary>Its student, which also has a teacher that was trained before.</summary>
[Student<Large>, Mutual("together"), Mimic, Mimic(Teacher = typeof(Companion), Name = "ofCompanion"), Mimic(Teacher = typeof(Large), Name = "ofLarge"), AdamW(LearningRate = 0.03)]
internal sealed partial class Younger : DigitsModel
{
    [Trace("early", Teacher = typeof(Companion))]
    private readonly Sequential stem = Sequential(Flatten(), Linear(64, 10), ReLU());

    private readonly Linear head = Linear(10, 10);

    public Younger()
        : base(nameof(Younger)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(stem.call(images));
}
