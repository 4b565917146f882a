using Kd;
using ModelZoo.Models;
using TorchSharp.Modules;

namespace ModelZoo.Students;

/// <summary>VGG-8 learns which samples are neighbours for VGG-13 (PKT).</summary>
[Student<Vgg13>, TaskLoss]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class Vgg8FromVgg13 : Vgg8
{
    [Pkt("pooled", Weight = 30000)] private Sequential Pooling => pooling;
}

/// <summary>VGG-8 learns how samples are correlated for ResNet-50 (CC), in RepDistiller's form.</summary>
[Student<ResNet50>, TaskLoss]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class Vgg8FromResNet50 : Vgg8
{
    [CorrelationCongruence("pooled", Form = CorrelationForm.ConsecutiveDifferences, Embedding = 128, Weight = 0.02)]
    private Sequential Pooling => pooling;
}
