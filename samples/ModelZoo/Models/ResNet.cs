using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo.Models;

/// <summary>
/// The residual network for images of 32x32 pixels (He et al. 2016): a convolution and three layers of blocks of two, at 32, 16 and 8 pixels.
/// </summary>
[Input(3, 32, 32)]
public abstract class ResNet : Module<Tensor, Tensor>
{
    [Hint("f0")] private protected readonly Sequential stem;
    [Hint("f1")] private protected readonly Sequential layer1;
    [Hint("f2")] private protected readonly Sequential layer2;
    [Hint("f3")] private protected readonly Sequential layer3;
    [Hint("pooled")] private protected readonly Sequential pooling;
    private protected readonly Linear classifier;

    /// <summary>Makes the network with random weights.</summary>
    /// <param name="name">The class.</param>
    /// <param name="depth">The layers with weights: 6n + 2, n blocks to each of the three layers.</param>
    /// <param name="stemWidth">The channels of the first convolution.</param>
    /// <param name="width">The channels of the first layer; the second has twice and the third four times as many.</param>
    private protected ResNet(string name, int depth, int stemWidth = 16, int width = 16)
        : base(name)
    {
        var blocks = (depth - 2) / 6;
        stem = Sequential(Conv2d(3, stemWidth, 3, padding: 1, bias: false), BatchNorm2d(stemWidth), ReLU());
        layer1 = Layer(stemWidth, width, blocks, stride: 1);
        layer2 = Layer(width, 2 * width, blocks, stride: 2);
        layer3 = Layer(2 * width, 4 * width, blocks, stride: 2);
        pooling = Sequential(AdaptiveAvgPool2d(1), Flatten());
        classifier = Linear(4 * width, Cifar100.Classes);
        RegisterComponents();
        Initialization.OfConvolutions(this);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) =>
        classifier.call(pooling.call(layer3.call(layer2.call(layer1.call(stem.call(images))))));

    private static Sequential Layer(int inputs, int outputs, int blocks, int stride) =>
        Sequential(Enumerable.Range(0, blocks).Select(i => i == 0 ? new BasicBlock(inputs, outputs, stride) : new BasicBlock(outputs, outputs, stride: 1)));

    private sealed class BasicBlock : Module<Tensor, Tensor>
    {
        private readonly Sequential residual;
        private readonly Module<Tensor, Tensor> shortcut;

        public BasicBlock(int inputs, int outputs, int stride)
            : base(nameof(BasicBlock))
        {
            residual = Sequential(
                Conv2d(inputs, outputs, 3, stride: stride, padding: 1, bias: false), BatchNorm2d(outputs), ReLU(),
                Conv2d(outputs, outputs, 3, padding: 1, bias: false), BatchNorm2d(outputs));
            shortcut = stride == 1 && inputs == outputs
                ? Identity()
                : Sequential(Conv2d(inputs, outputs, 1, stride: stride, bias: false), BatchNorm2d(outputs));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.relu(residual.call(x) + shortcut.call(x));
    }
}

/// <summary>ResNet-8.</summary>
public class ResNet8() : ResNet(nameof(ResNet8), depth: 8);

/// <summary>ResNet-14.</summary>
public class ResNet14() : ResNet(nameof(ResNet14), depth: 14);

/// <summary>ResNet-20.</summary>
public class ResNet20() : ResNet(nameof(ResNet20), depth: 20);

/// <summary>ResNet-32.</summary>
public class ResNet32() : ResNet(nameof(ResNet32), depth: 32);

/// <summary>ResNet-44.</summary>
public class ResNet44() : ResNet(nameof(ResNet44), depth: 44);

/// <summary>ResNet-56.</summary>
public sealed partial class ResNet56() : ResNet(nameof(ResNet56), depth: 56);

/// <summary>ResNet-110.</summary>
public sealed partial class ResNet110() : ResNet(nameof(ResNet110), depth: 110);

/// <summary>ResNet-8 with four times the channels.</summary>
public class ResNet8x4() : ResNet(nameof(ResNet8x4), depth: 8, stemWidth: 32, width: 64);

/// <summary>ResNet-32 with four times the channels.</summary>
public sealed partial class ResNet32x4() : ResNet(nameof(ResNet32x4), depth: 32, stemWidth: 32, width: 64);
