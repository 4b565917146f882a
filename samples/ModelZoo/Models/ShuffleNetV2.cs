using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo.Models;

/// <summary>
/// ShuffleNetV2 (Ma et al. 2018) of width 1, for images of 32x32 pixels: a 1x1 convolution, three layers of blocks at 16, 8 and 4 pixels, and
/// a 1x1 convolution to 1,024 channels.
/// </summary>
[Input(3, 32, 32)]
public class ShuffleNetV2 : Module<Tensor, Tensor>
{
    [Hint("f0")] private protected readonly Sequential stem;
    [Hint("f1")] private protected readonly Sequential layer1;
    [Hint("f2")] private protected readonly Sequential layer2;
    [Hint("f3")] private protected readonly Sequential layer3;
    [Hint("pooled")] private protected readonly Sequential pooling;
    private protected readonly Linear classifier;

    /// <summary>Makes the network with random weights.</summary>
    public ShuffleNetV2()
        : base(nameof(ShuffleNetV2))
    {
        stem = Sequential(Conv2d(3, 24, 1, bias: false), BatchNorm2d(24), ReLU());
        layer1 = Layer(24, 116, blocks: 3);
        layer2 = Layer(116, 232, blocks: 7);
        layer3 = Layer(232, 464, blocks: 3);
        pooling = Sequential(Conv2d(464, 1024, 1, bias: false), BatchNorm2d(1024), ReLU(), AdaptiveAvgPool2d(1), Flatten());
        classifier = Linear(1024, Cifar100.Classes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images)
    {
        var features = layer3.call(layer2.call(layer1.call(stem.call(images))));
        return classifier.call(pooling.call(features));
    }

    private static Sequential Layer(int inputs, int outputs, int blocks) =>
        Sequential([new HalvingBlock(inputs, outputs), .. Enumerable.Range(0, blocks).Select(_ => new SplitBlock(outputs))]);

    /// <summary>Half of the channels pass, the others are changed; then they are shuffled.</summary>
    private sealed class SplitBlock : Module<Tensor, Tensor>
    {
        private readonly Sequential branch;
        private readonly ChannelShuffle shuffle = ChannelShuffle(2);

        public SplitBlock(int channels)
            : base(nameof(SplitBlock))
        {
            var half = channels / 2;
            branch = Sequential(
                Conv2d(half, half, 1, bias: false), BatchNorm2d(half), ReLU(),
                Conv2d(half, half, 3, padding: 1, groups: half, bias: false), BatchNorm2d(half),
                Conv2d(half, half, 1, bias: false), BatchNorm2d(half), ReLU());
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var halves = x.chunk(2, dim: 1);
            return shuffle.call(cat([halves[0], branch.call(halves[1])], dim: 1));
        }
    }

    /// <summary>To half the height and width, by two branches that each make half of the channels.</summary>
    private sealed class HalvingBlock : Module<Tensor, Tensor>
    {
        private readonly Sequential left;
        private readonly Sequential right;
        private readonly ChannelShuffle shuffle = ChannelShuffle(2);

        public HalvingBlock(int inputs, int outputs)
            : base(nameof(HalvingBlock))
        {
            var half = outputs / 2;
            left = Sequential(
                Conv2d(inputs, inputs, 3, stride: 2, padding: 1, groups: inputs, bias: false), BatchNorm2d(inputs),
                Conv2d(inputs, half, 1, bias: false), BatchNorm2d(half), ReLU());
            right = Sequential(
                Conv2d(inputs, half, 1, bias: false), BatchNorm2d(half), ReLU(),
                Conv2d(half, half, 3, stride: 2, padding: 1, groups: half, bias: false), BatchNorm2d(half),
                Conv2d(half, half, 1, bias: false), BatchNorm2d(half), ReLU());
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => shuffle.call(cat([left.call(x), right.call(x)], dim: 1));
    }
}
