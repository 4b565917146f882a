using Kd.Losses;
using Kd.Metrics;
using Kd.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.GeneratedCode.Tests;

/// <summary>A module whose class is not annotated, as of another library.</summary>
public sealed class Backbone : Module<Tensor, (Tensor Sum, Tensor Features)>
{
    private readonly Sequential layers;

    /// <summary>Makes the backbone.</summary>
    public Backbone(int width)
        : base(nameof(Backbone))
    {
        layers = Sequential(Linear(6, width), BatchNorm1d(width), ReLU());
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override (Tensor Sum, Tensor Features) forward(Tensor x)
    {
        var features = layers.call(x);
        return (features.sum(1), features);
    }
}

/// <summary>A teacher of a regression: several inputs, a tuple as result, places of every kind, made by a factory.</summary>
[Teacher(Logits = 1), TaskLoss<MseLoss>, Metric<MaskedError>]
[Train(Epochs = 3, BatchSize = 16, Seed = 1), AdamW(LearningRate = 0.01)]
public sealed partial class ScoreTeacher : Module<Tensor, Tensor, (Tensor Features, Tensor Scores)>
{
    [Hint("features", Item = 1), Hint("normed", Path = "layers.1")]
    private readonly Backbone backbone;

    [Hint("pooled", Of = HintOf.Input)]
    private readonly Linear head;

    private ScoreTeacher(int width)
        : base(nameof(ScoreTeacher))
    {
        backbone = new(width);
        head = Linear(width, 1);
        RegisterComponents();
    }

    /// <summary>Makes the teacher as it is distilled.</summary>
    [ModelFactory]
    public static ScoreTeacher Wide() => new(16);

    /// <inheritdoc/>
    public override (Tensor Features, Tensor Scores) forward(Tensor values, Tensor mask)
    {
        var (_, features) = backbone.call(values.mul(mask));
        return (features, head.call(features));
    }
}

/// <summary>Its student, with one layer that is called twice under two names, and two places that follow one hint.</summary>
[Student<ScoreTeacher>, TaskLoss<MseLoss>(Weight = 0.5), Curious(Weight = 0.25)]
[Train(Epochs = 6, BatchSize = 16, Seed = 2), Sgd(LearningRate = 0.05), EarlyStopping(Patience = 2)]
public sealed partial class ScoreStudent : Module<Tensor, Tensor, Tensor>
{
    [Guided("features"), Place("normed")]
    private readonly Linear first;

    [Guided("features", Place = "again")]
    private readonly Module<Tensor, Tensor> second;

    [Guided("pooled"), Place("pooled", Of = HintOf.Input)]
    private readonly Sequential head = Sequential(BatchNorm1d(6), Dropout(0.1), Linear(6, 1));

    /// <summary>Makes the student.</summary>
    public ScoreStudent()
        : base(nameof(ScoreStudent))
    {
        second = first = Linear(6, 6);
        RegisterComponents();
    }

    /// <summary>Hears of every call, so that tests see in which mode the student runs.</summary>
    internal static Action<ScoreStudent>? Called { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask)
    {
        Called?.Invoke(this);
        return head.call(second.call(first.call(values.mul(mask))));
    }
}

/// <summary>A word of a loss that asks for all that a loss can be given.</summary>
[LossClass(typeof(Curious))]
public sealed class CuriousAttribute : ResponseAttribute;

/// <summary>The masked distance of the scores, which is the more important the longer the training goes on.</summary>
public sealed class Curious : Loss
{
    /// <summary>Where the runs were.</summary>
    public static List<StepContext> Steps { get; } = [];

    /// <summary>The samples that it was asked about.</summary>
    public static HashSet<long> Samples { get; } = [];

    /// <summary>Computes the loss.</summary>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor labels, Tensor mask, Tensor sampleIds, StepContext at)
    {
        Steps.Add(at);
        Samples.UnionWith(sampleIds.data<long>().ToArray());
        Assert.Equal((student.size(0), 6, student.size(0)), (mask.size(0), mask.size(1), labels.size(0)));
        return student.add(teacher, -1).abs().mul(mask.mean([1], keepdim: true)).mean().mul(at.Progress);
    }
}

/// <summary>A metric of the tests' own: how far scores are off, counting what is unmasked.</summary>
public sealed class MaskedError : Metric
{
    private double _error, _weight;

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <summary>Adds a batch.</summary>
    public void Update(Tensor predictions, Tensor labels, Tensor mask)
    {
        Assert.False(predictions.requires_grad);
        var weights = mask.mean([1]);
        _error += predictions.squeeze(1).add(labels, -1).abs().mul(weights).sum().ToDouble();
        _weight += weights.sum().ToDouble();
    }

    /// <inheritdoc/>
    public override double Compute() => _error / _weight;
}
