using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo.Models;

/// <summary>
/// The residual network of ImageNet (He et al. 2016) with a first convolution for images of 32x32 pixels: four layers of bottlenecks, at 32,
/// 16, 8 and 4 pixels.
/// </summary>
[Input(3, 32, 32)]
public abstract class BottleneckResNet : Module<Tensor, Tensor>
{
    [Hint("f0")] private protected readonly Sequential stem;
    [Hint("f1")] private protected readonly Sequential layer1;
    [Hint("f2")] private protected readonly Sequential layer2;
    [Hint("f3")] private protected readonly Sequential layer3;
    [Hint("f4")] private protected readonly Sequential layer4;
    [Hint("pooled")] private protected readonly Sequential pooling;
    private protected readonly Linear classifier;

    /// <summary>Makes the network with random weights.</summary>
    /// <param name="name">The class.</param>
    /// <param name="blocks1">The blocks of the first layer.</param>
    /// <param name="blocks2">The blocks of the second.</param>
    /// <param name="blocks3">The blocks of the third.</param>
    /// <param name="blocks4">The blocks of the fourth.</param>
    private protected BottleneckResNet(string name, int blocks1, int blocks2, int blocks3, int blocks4)
        : base(name)
    {
        stem = Sequential(Conv2d(3, 64, 3, padding: 1, bias: false), BatchNorm2d(64), ReLU());
        layer1 = Layer(64, 64, blocks1, stride: 1);
        layer2 = Layer(64 * Bottleneck.Expansion, 128, blocks2, stride: 2);
        layer3 = Layer(128 * Bottleneck.Expansion, 256, blocks3, stride: 2);
        layer4 = Layer(256 * Bottleneck.Expansion, 512, blocks4, stride: 2);
        pooling = Sequential(AdaptiveAvgPool2d(1), Flatten());
        classifier = Linear(512 * Bottleneck.Expansion, Cifar100.Classes);
        RegisterComponents();
        Initialization.OfConvolutions(this);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images)
    {
        var features = layer2.call(layer1.call(stem.call(images)));
        return classifier.call(pooling.call(layer4.call(layer3.call(features))));
    }

    private static Sequential Layer(int inputs, int width, int blocks, int stride)
    {
        var layer = Sequential(new Bottleneck(inputs, width, stride));
        for (var i = 1; i < blocks; i++)
        {
            layer.append(new Bottleneck(width * Bottleneck.Expansion, width, stride: 1));
        }

        return layer;
    }

    private sealed class Bottleneck : Module<Tensor, Tensor>
    {
        public const int Expansion = 4;

        private readonly Conv2d reduce;
        private readonly BatchNorm2d reduceNorm;
        private readonly Conv2d spatial;
        private readonly BatchNorm2d spatialNorm;
        private readonly Conv2d expand;
        private readonly BatchNorm2d expandNorm;
        private readonly Sequential? shortcut;

        public Bottleneck(int inputs, int width, int stride)
            : base(nameof(Bottleneck))
        {
            var outputs = width * Expansion;
            reduce = Conv2d(inputs, width, 1, bias: false);
            reduceNorm = BatchNorm2d(width);
            spatial = Conv2d(width, width, 3, stride: stride, padding: 1, bias: false);
            spatialNorm = BatchNorm2d(width);
            expand = Conv2d(width, outputs, 1, bias: false);
            expandNorm = BatchNorm2d(outputs);
            if (stride != 1 || inputs != outputs)
            {
                shortcut = Sequential(Conv2d(inputs, outputs, 1, stride: stride, bias: false), BatchNorm2d(outputs));
            }

            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var y = functional.relu(reduceNorm.call(reduce.call(x)));
            y = functional.relu(spatialNorm.call(spatial.call(y)));
            y = expandNorm.call(expand.call(y));
            return functional.relu(y + (shortcut?.call(x) ?? x));
        }
    }
}

/// <summary>ResNet-50.</summary>
public sealed partial class ResNet50() : BottleneckResNet(nameof(ResNet50), 3, 4, 6, 3);
