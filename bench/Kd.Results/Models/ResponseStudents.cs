namespace Kd.Results.Models;

/// <summary>Hinton et al. 2015, weighed as RepDistiller does.</summary>
[Student<WideTeacher>, Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class HintonStudent : Narrow;

/// <summary>Zhao et al. 2022, with their weights for CIFAR-100 and their warm-up of a twelfth of the epochs.</summary>
[Student<WideTeacher>, Dkd(Alpha = 1, Beta = 8, Temperature = 4, WarmUpEpochs = 1), TaskLoss]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class DkdStudent : Narrow;

/// <summary>Huang et al. 2022, with their values for CIFAR-100.</summary>
[Student<WideTeacher>, Dist(Beta = 2, Gamma = 2, Temperature = 4), TaskLoss]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class DistStudent : Narrow;

/// <summary>Sun et al. 2024, with their weights.</summary>
[Student<WideTeacher>, LogitStandardization(Temperature = 2, Weight = 9), TaskLoss(Weight = 0.1)]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class LogitStandardizationStudent : Narrow;
