using Kd;
using ModelZoo.Models;
using TorchSharp.Modules;

namespace ModelZoo.Students;

/// <summary>WRN-16-2 learns where WRN-40-2 looks (AT).</summary>
[Student<WideResNet40x2>, TaskLoss]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class WideResNet16x2FromWideResNet40x2 : WideResNet16x2
{
    [AttentionTransfer("f1", Weight = 1000)] private Sequential Group1 => group1;

    [AttentionTransfer("f2", Weight = 1000)] private Sequential Group2 => group2;

    [AttentionTransfer("f3", Weight = 1000)] private Sequential Group3 => group3;
}

/// <summary>WRN-40-1 regresses the features of WRN-40-2 at 16 pixels (FitNets).</summary>
[Student<WideResNet40x2>, TaskLoss]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class WideResNet40x1FromWideResNet40x2 : WideResNet40x1
{
    [Guided("f2", Adapter = AdapterKind.Regressor, Weight = 100)] private Sequential Group2 => group2;
}
