using Kd;
using ModelZoo.Models;
using TorchSharp.Modules;

namespace ModelZoo.Students;

/// <summary>MobileNetV2 learns the distances and angles between samples from VGG-13 (RKD).</summary>
[Student<Vgg13>, TaskLoss]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.MobileLearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class MobileNetV2FromVgg13 : MobileNetV2Half
{
    [Rkd("pooled", DistanceWeight = 25, AngleWeight = 50)] private Sequential Pooling => pooling;
}

/// <summary>MobileNetV2 learns which samples are alike for ResNet-50 (SP), and its answers (KD).</summary>
[Student<ResNet50>, TaskLoss, Response(Temperature = 4)]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.MobileLearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class MobileNetV2FromResNet50 : MobileNetV2Half
{
    [SimilarityPreserving("f4", Weight = 3000)] private Sequential Stage4 => stage4;
}
