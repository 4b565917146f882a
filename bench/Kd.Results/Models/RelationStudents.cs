using TorchSharp.Modules;

namespace Kd.Results.Models;

/// <summary>Yim et al. 2017 in one stage, with RepDistiller's weight.</summary>
[Student<WideTeacher>, TaskLoss]
[RelationPair("early", "middle", Weight = 50), RelationPair("middle", "late", Weight = 50)]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class FlowStudent : Narrow
{
    [Place("early")] private Sequential Early => early;

    [Place("middle")] private Sequential Middle => middle;

    [Place("late")] private Sequential Late => late;
}

/// <summary>Tung and Mori 2019, with RepDistiller's place and weight.</summary>
[Student<WideTeacher>, TaskLoss]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class SimilarityStudent : Narrow
{
    [SimilarityPreserving("late", Weight = 3000)] private Sequential Late => late;
}

/// <summary>Park et al. 2019, with RepDistiller's place and weights: 25 for distances and 50 for angles.</summary>
[Student<WideTeacher>, TaskLoss]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class RkdStudent : Narrow
{
    [Rkd("embedding", Weight = 25)] private Sequential Embedding => embedding;
}

/// <summary>Passalis and Tefas 2018, with RepDistiller's place and weight.</summary>
[Student<WideTeacher>, TaskLoss]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class PktStudent : Narrow
{
    [Pkt("embedding", Weight = 30000)] private Sequential Embedding => embedding;
}
