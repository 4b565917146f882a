using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo.Models;

/// <summary>
/// VGG (Simonyan, Zisserman 2015) with batch normalisation, for images of 32x32 pixels: five blocks of convolutions at 32, 16, 8, 4 and 4
/// pixels, and one linear layer in place of three.
/// </summary>
[Input(3, 32, 32)]
public abstract class Vgg : Module<Tensor, Tensor>
{
    [Hint("f0")] private protected readonly Sequential block0;
    [Hint("f1")] private protected readonly Sequential block1;
    [Hint("f2")] private protected readonly Sequential block2;
    [Hint("f3")] private protected readonly Sequential block3;
    [Hint("f4")] private protected readonly Sequential block4;
    [Hint("pooled")] private protected readonly Sequential pooling;
    private protected readonly Linear classifier;

    /// <summary>Makes the network with random weights.</summary>
    /// <param name="name">The class.</param>
    /// <param name="early">The convolutions of each of the first two blocks.</param>
    /// <param name="late">Those of each of the other three.</param>
    private protected Vgg(string name, int early, int late)
        : base(name)
    {
        block0 = Block(3, 64, early);
        block1 = Block(64, 128, early, halve: true);
        block2 = Block(128, 256, late, halve: true);
        block3 = Block(256, 512, late, halve: true);
        block4 = Block(512, 512, late);
        pooling = Sequential(AdaptiveAvgPool2d(1), Flatten());
        classifier = Linear(512, Cifar100.Classes);
        RegisterComponents();
        Initialization.OfConvolutions(this);
        Initialization.OfClassifier(classifier);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images)
    {
        var features = block4.call(block3.call(block2.call(block1.call(block0.call(images)))));
        return classifier.call(pooling.call(features));
    }

    private static Sequential Block(int inputs, int outputs, int convolutions, bool halve = false)
    {
        var block = Sequential();
        if (halve) block.append(MaxPool2d(2));
        for (var i = 0; i < convolutions; i++)
        {
            block.append(Conv2d(i == 0 ? inputs : outputs, outputs, 3, padding: 1)).append(BatchNorm2d(outputs)).append(ReLU());
        }

        return block;
    }
}

/// <summary>VGG of 8 layers.</summary>
public class Vgg8() : Vgg(nameof(Vgg8), early: 1, late: 1);

/// <summary>VGG of 11 layers, the paper's A.</summary>
public class Vgg11() : Vgg(nameof(Vgg11), early: 1, late: 2);

/// <summary>VGG of 13 layers, the paper's B.</summary>
public sealed partial class Vgg13() : Vgg(nameof(Vgg13), early: 2, late: 2);

/// <summary>VGG of 16 layers, the paper's D.</summary>
public class Vgg16() : Vgg(nameof(Vgg16), early: 2, late: 3);

/// <summary>VGG of 19 layers, the paper's E.</summary>
public class Vgg19() : Vgg(nameof(Vgg19), early: 2, late: 4);
