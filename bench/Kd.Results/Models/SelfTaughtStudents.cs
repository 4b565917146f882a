using TorchSharp.Modules;

namespace Kd.Results.Models;

/// <summary>Szegedy et al. 2016.</summary>
[Student, LabelSmoothing(Smoothing = 0.1)]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class SmoothedStudent : Narrow;

/// <summary>Yuan et al. 2020, Tf-KD with a teacher made up by hand.</summary>
[Student, VirtualTeacher(Alpha = 0.1)]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class VirtualTeacherStudent : Narrow;

/// <summary>Kim et al. 2021, PS-KD.</summary>
[Student, ProgressiveSelfDistillation(Alpha = 0.8)]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class ProgressiveStudent : Narrow;

/// <summary>Yun et al. 2020, CS-KD.</summary>
[Student, ClassWiseSelfDistillation(Temperature = 4), TaskLoss]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class ClassWiseStudent : Narrow;

/// <summary>Zhang et al. 2019, be your own teacher; the exits are not used afterwards.</summary>
[Student, Byot]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class ByotStudent : NarrowWithExits
{
    [Exit] private Sequential Exit1 => exit1;

    [Exit] private Sequential Exit2 => exit2;
}

/// <summary>Furlanello et al. 2018: two generations behind one that learns from the labels alone.</summary>
[Student, BornAgain(Generations = 2), Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class BornAgainStudent : Narrow;

/// <summary>Tarvainen and Valpola 2017, with their weight for CIFAR-10, which rises in the first quarter of the epochs.</summary>
[Student, MeanTeacher(Decay = 0.999), TaskLoss]
[ProbabilityMse(Weight = 100, WarmUpEpochs = Budget.Epochs / 4, WarmUp = WarmUpShape.Sigmoid)]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class MeanTeacherStudent : Narrow;

/// <summary>Zhang et al. 2018, deep mutual learning of two.</summary>
[Student, Mutual("pair", Peers = 2), Response(Temperature = 1), TaskLoss]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class MutualStudent : Narrow;
