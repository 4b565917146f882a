using Kd.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>A word about exits whose loss is watched.</summary>
[LossClass(typeof(ExitsEcho))]
internal sealed class ExitsEchoAttribute : ExitKnowledgeAttribute;

/// <summary>Nothing, computed of the first exit.</summary>
internal sealed class ExitsEcho : Loss
{
    private static readonly Scalar _nothing = 0;

    public Tensor Forward(Tensor[] student, Tensor[] studentFeatures, Tensor labels, Tensor sampleIds)
    {
        Watch.Hear(this, student, [], labels, sampleIds, studentFeatures);
        return student[0].sum().mul(_nothing);
    }
}

/// <summary>A student with two exits before its end.</summary>
[Student, Byot(Temperature = 2, ResponseWeight = 0.5, FeatureWeight = 0.01), Dks(Temperature = 3, Weight = 0.1), ExitsEcho]
[Train(Epochs = 1, BatchSize = ByHand.AllAtOnce, Seed = 16, Keep = Keep.Last), Sgd(LearningRate = 0.5)]
internal sealed partial class Branching : DigitsModel
{
    private readonly Sequential stem = Sequential(Flatten(), Linear(64, 16), ReLU());
    [ExitFeature] private readonly Linear bottleneck1 = Linear(16, 8);
    [Exit] private readonly Linear exit1 = Linear(8, 10);
    private readonly Sequential body = Sequential(Linear(16, 12), ReLU());
    [ExitFeature] private readonly Linear bottleneck2 = Linear(12, 8);
    [Exit] private readonly Linear exit2 = Linear(8, 10);
    [ExitFeature] private readonly Sequential last = Sequential(Linear(12, 8), ReLU());
    private readonly Linear head = Linear(8, 10);

    public Branching()
        : base(nameof(Branching)) => RegisterComponents();

    /// <summary>The logits of all exits and the features before them, the deepest last.</summary>
    public (Tensor[] Exits, Tensor[] Features) All(Tensor images)
    {
        var early = stem.call(images);
        var late = body.call(early);
        Tensor[] features = [bottleneck1.call(early), bottleneck2.call(late), last.call(late)];
        return ([exit1.call(features[0]), exit2.call(features[1]), head.call(features[2])], features);
    }

    protected override Tensor Answer(Tensor images) => All(images).Exits[^1];
}
