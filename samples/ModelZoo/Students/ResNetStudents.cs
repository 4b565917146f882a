using Kd;
using ModelZoo.Models;
using TorchSharp.Modules;

namespace ModelZoo.Students;

/// <summary>ResNet-20 first learns how features flow through ResNet-56 (FSP), and then the task.</summary>
[Student<ResNet56>, Stage("flow", Epochs = 30), Stage("task")]
[RelationPair("f0", "f1", Stage = "flow"), RelationPair("f1", "f2", Stage = "flow"), RelationPair("f2", "f3", Stage = "flow")]
[TaskLoss(Stage = "task")]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop, Stage = "task")]
public sealed partial class ResNet20FromResNet56 : ResNet20;

/// <summary>ResNet-20 learns the distribution of the channels of ResNet-110 (NST).</summary>
[Student<ResNet110>, TaskLoss]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class ResNet20FromResNet110 : ResNet20
{
    [NeuronSelectivityTransfer("f1", Weight = 50)] private Sequential Layer1 => layer1;

    [NeuronSelectivityTransfer("f2", Weight = 50)] private Sequential Layer2 => layer2;

    [NeuronSelectivityTransfer("f3", Weight = 50)] private Sequential Layer3 => layer3;
}

/// <summary>ResNet-32 tells what the features of ResNet-110 are (VID).</summary>
[Student<ResNet110>, TaskLoss]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class ResNet32FromResNet110 : ResNet32
{
    [Vid("f1")] private Sequential Layer1 => layer1;

    [Vid("f2")] private Sequential Layer2 => layer2;

    [Vid("f3")] private Sequential Layer3 => layer3;
}

/// <summary>ResNet-8x4 tells by its features which sample ResNet-32x4 saw (CRD), and learns its answers (KD).</summary>
[Student<ResNet32x4>, TaskLoss, Response(Temperature = 4)]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class ResNet8x4FromResNet32x4 : ResNet8x4
{
    [Crd("pooled", Weight = 0.8)] private Sequential Pooling => pooling;
}
