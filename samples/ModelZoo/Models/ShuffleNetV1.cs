using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo.Models;

/// <summary>
/// ShuffleNet (Zhang et al. 2018) of three groups and 240 channels, for images of 32x32 pixels: a 1x1 convolution and three layers of blocks
/// at 16, 8 and 4 pixels.
/// </summary>
[Input(3, 32, 32)]
public class ShuffleNetV1 : Module<Tensor, Tensor>
{
    private const int StemWidth = 24;
    private const int Groups = 3;

    [Hint("f0")] private protected readonly Sequential stem = Sequential(Conv2d(3, StemWidth, 1, bias: false), BatchNorm2d(StemWidth), ReLU());
    [Hint("f1")] private protected readonly Sequential layer1 = Layer(StemWidth, 240, blocks: 4);
    [Hint("f2")] private protected readonly Sequential layer2 = Layer(240, 480, blocks: 8);
    [Hint("f3")] private protected readonly Sequential layer3 = Layer(480, 960, blocks: 4);
    [Hint("pooled")] private protected readonly Sequential pooling = Sequential(AdaptiveAvgPool2d(1), Flatten());
    private protected readonly Linear classifier = Linear(960, Cifar100.Classes);

    /// <summary>Makes the network with random weights.</summary>
    public ShuffleNetV1()
        : base(nameof(ShuffleNetV1)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) =>
        classifier.call(pooling.call(layer3.call(layer2.call(layer1.call(stem.call(images))))));

    private static Sequential Layer(int inputs, int outputs, int blocks)
    {
        var layer = Sequential(new HalvingBlock(inputs, outputs));
        for (var i = 1; i < blocks; i++)
        {
            layer.append(new ResidualBlock(outputs));
        }

        return layer;
    }

    /// <summary>Two 1x1 convolutions in groups, the channels shuffled between them, around a 3x3 convolution of each channel.</summary>
    private static Sequential Bottleneck(int inputs, int outputs, int stride)
    {
        // The 24 channels of the stem are too few for groups.
        var groups = inputs == StemWidth ? 1 : Groups;
        var inner = outputs / 4;
        return Sequential(
            Conv2d(inputs, inner, 1, groups: groups, bias: false), BatchNorm2d(inner), ReLU(), ChannelShuffle(groups),
            Conv2d(inner, inner, 3, stride: stride, padding: 1, groups: inner, bias: false), BatchNorm2d(inner), ReLU(),
            Conv2d(inner, outputs, 1, groups: Groups, bias: false), BatchNorm2d(outputs));
    }

    private sealed class ResidualBlock : Module<Tensor, Tensor>
    {
        private readonly Sequential bottleneck;

        public ResidualBlock(int channels)
            : base(nameof(ResidualBlock))
        {
            bottleneck = Bottleneck(channels, channels, stride: 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.relu(bottleneck.call(x) + x);
    }

    /// <summary>To half the height and width: what goes around is pooled, and joins behind the other channels.</summary>
    private sealed class HalvingBlock : Module<Tensor, Tensor>
    {
        private readonly Sequential bottleneck;
        private readonly AvgPool2d around = AvgPool2d(3, stride: 2, padding: 1);

        public HalvingBlock(int inputs, int outputs)
            : base(nameof(HalvingBlock))
        {
            bottleneck = Bottleneck(inputs, outputs - inputs, stride: 2);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.relu(cat([bottleneck.call(x), around.call(x)], dim: 1));
    }
}
