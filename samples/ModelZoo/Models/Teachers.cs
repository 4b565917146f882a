using Kd;
using TorchSharp.Modules;

namespace ModelZoo.Models;

[Teacher]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class WideResNet40x2
{
    [Hint("f0")] private Conv2d Stem => stem;

    [Hint("f1")] private Sequential Group1 => group1;

    [Hint("f2")] private Sequential Group2 => group2;

    [Hint("f3")] private Sequential Group3 => group3;

    [Hint("pooled")] private Sequential Pooling => pooling;
}

[Teacher]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class ResNet56
{
    [Hint("f0")] private Sequential Stem => stem;

    [Hint("f1")] private Sequential Layer1 => layer1;

    [Hint("f2")] private Sequential Layer2 => layer2;

    [Hint("f3")] private Sequential Layer3 => layer3;

    [Hint("pooled")] private Sequential Pooling => pooling;
}

[Teacher]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class ResNet110
{
    [Hint("f0")] private Sequential Stem => stem;

    [Hint("f1")] private Sequential Layer1 => layer1;

    [Hint("f2")] private Sequential Layer2 => layer2;

    [Hint("f3")] private Sequential Layer3 => layer3;

    [Hint("pooled")] private Sequential Pooling => pooling;
}

[Teacher]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class ResNet32x4
{
    [Hint("f0")] private Sequential Stem => stem;

    [Hint("f1")] private Sequential Layer1 => layer1;

    [Hint("f2")] private Sequential Layer2 => layer2;

    [Hint("f3")] private Sequential Layer3 => layer3;

    [Hint("pooled")] private Sequential Pooling => pooling;
}

[Teacher]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class Vgg13
{
    [Hint("f0")] private Sequential Block0 => block0;

    [Hint("f1")] private Sequential Block1 => block1;

    [Hint("f2")] private Sequential Block2 => block2;

    [Hint("f3")] private Sequential Block3 => block3;

    [Hint("f4")] private Sequential Block4 => block4;

    [Hint("pooled")] private Sequential Pooling => pooling;
}

[Teacher]
[Train(Epochs = Recipe.Epochs, BatchSize = Recipe.BatchSize)]
[Sgd(LearningRate = Recipe.LearningRate, Momentum = Recipe.Momentum, WeightDecay = Recipe.WeightDecay)]
[MultiStep(Recipe.FirstDrop, Recipe.SecondDrop, Recipe.ThirdDrop)]
public sealed partial class ResNet50
{
    [Hint("f0")] private Sequential Stem => stem;

    [Hint("f1")] private Sequential Layer1 => layer1;

    [Hint("f2")] private Sequential Layer2 => layer2;

    [Hint("f3")] private Sequential Layer3 => layer3;

    [Hint("f4")] private Sequential Layer4 => layer4;

    [Hint("pooled")] private Sequential Pooling => pooling;
}
