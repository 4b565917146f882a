using Kd;
using ModelZoo.Models;
using TorchSharp.Modules;

namespace ModelZoo.Students;

/// <summary>ShuffleNet learns the answers of ResNet-32x4 (KD).</summary>
[Student<ResNet32x4>, TaskLoss(Weight = 0.1), Response(Temperature = 4, Weight = 0.9)]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.MobileLearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class ShuffleNetV1FromResNet32x4 : ShuffleNetV1;

/// <summary>ShuffleNet learns where WRN-40-2 looks (AT), on smaller maps.</summary>
[Student<WideResNet40x2>, TaskLoss]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.MobileLearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class ShuffleNetV1FromWideResNet40x2 : ShuffleNetV1
{
    [AttentionTransfer("f1", Weight = 1000)] private Sequential Layer1 => layer1;

    [AttentionTransfer("f2", Weight = 1000)] private Sequential Layer2 => layer2;

    [AttentionTransfer("f3", Weight = 1000)] private Sequential Layer3 => layer3;
}

/// <summary>ShuffleNetV2 regresses the features of ResNet-32x4, which are twice as high and wide (FitNets), and learns its answers (KD).</summary>
[Student<ResNet32x4>, TaskLoss, Response(Temperature = 4)]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.MobileLearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class ShuffleNetV2FromResNet32x4 : ShuffleNetV2
{
    [Guided("f2", Adapter = AdapterKind.Regressor, Weight = 100)] private Sequential Layer2 => layer2;
}
