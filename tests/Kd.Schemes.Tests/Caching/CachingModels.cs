using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>A student of two teachers, whose logits and hints are stored.</summary>
[Student<Large>, Student<Wide>, TeacherCache]
[Response(Temperature = 2), TaskLoss]
[Train(Epochs = 3, BatchSize = 64, Seed = 6), AdamW(LearningRate = 0.01)]
internal sealed partial class Reminded : DigitsModel
{
    [Guided("wide")] private readonly Sequential stem = Sequential(Flatten(), Linear(64, 10), Dropout(0.1), ReLU());
    [SimilarityPreserving("late", Weight = 10)] private readonly Sequential body = Sequential(Linear(10, 10), ReLU());
    private readonly Linear head = Linear(10, 10);

    public Reminded()
        : base(nameof(Reminded)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(body.call(stem.call(images)));
}

/// <summary>A student whose loss tells which logits it is given for which sample.</summary>
[Student<Large>, TeacherCache(Views = 2)]
[Mimic]
[Train(Epochs = 4, BatchSize = 100, Seed = 6), Sgd(LearningRate = 0.01)]
internal sealed partial class Reviewed : DigitsModel
{
    private readonly Sequential body = Sequential(Flatten(), Linear(64, 10));

    public Reviewed()
        : base(nameof(Reviewed)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => body.call(images);
}
