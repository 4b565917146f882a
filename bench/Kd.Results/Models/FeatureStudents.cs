using TorchSharp.Modules;

namespace Kd.Results.Models;

/// <summary>Romero et al. 2015 in one stage, with RepDistiller's place and weight.</summary>
[Student<WideTeacher>, TaskLoss]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class FitNetsStudent : Narrow
{
    [Guided("middle", Weight = 100)] private Sequential Middle => middle;
}

/// <summary>Zagoruyko and Komodakis 2017, with the authors' weight, which is RepDistiller's.</summary>
[Student<WideTeacher>, TaskLoss]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class AttentionStudent : Narrow
{
    [AttentionTransfer("early", Weight = 1000)] private Sequential Early => early;

    [AttentionTransfer("middle", Weight = 1000)] private Sequential Middle => middle;

    [AttentionTransfer("late", Weight = 1000)] private Sequential Late => late;
}

/// <summary>Ahn et al. 2019, with RepDistiller's weight.</summary>
[Student<WideTeacher>, TaskLoss]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class VidStudent : Narrow
{
    [Vid("early")] private Sequential Early => early;

    [Vid("middle")] private Sequential Middle => middle;

    [Vid("late")] private Sequential Late => late;
}

/// <summary>Huang and Wang 2017, with RepDistiller's weight.</summary>
[Student<WideTeacher>, TaskLoss]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class SelectivityStudent : Narrow
{
    [NeuronSelectivityTransfer("early", Weight = 50)] private Sequential Early => early;

    [NeuronSelectivityTransfer("middle", Weight = 50)] private Sequential Middle => middle;

    [NeuronSelectivityTransfer("late", Weight = 50)] private Sequential Late => late;
}

/// <summary>Hinton's loss and attention transfer together, each with weight 1 and RepDistiller's weight.</summary>
[Student<WideTeacher>, Response(Temperature = 4), TaskLoss]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class HintonAttentionStudent : Narrow
{
    [AttentionTransfer("early", Weight = 1000)] private Sequential Early => early;

    [AttentionTransfer("middle", Weight = 1000)] private Sequential Middle => middle;

    [AttentionTransfer("late", Weight = 1000)] private Sequential Late => late;
}
