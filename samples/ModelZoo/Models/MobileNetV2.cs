using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo.Models;

/// <summary>
/// MobileNetV2 (Sandler et al. 2018) for images of 32x32 pixels: a convolution of stride 2, seventeen inverted residual blocks at 16, 8, 4 and
/// 2 pixels, and a 1x1 convolution to 1,280 channels.
/// </summary>
[Input(3, 32, 32)]
public abstract class MobileNetV2 : Module<Tensor, Tensor>
{
    private const int Features = 1280;

    [Hint("f0")] private protected readonly Sequential stem;
    [Hint("f1")] private protected readonly Sequential stage1;
    [Hint("f2")] private protected readonly Sequential stage2;
    [Hint("f3")] private protected readonly Sequential stage3;
    [Hint("f4")] private protected readonly Sequential stage4;
    [Hint("pooled")] private protected readonly Sequential pooling;
    private protected readonly Linear classifier;

    /// <summary>Makes the network with random weights.</summary>
    /// <param name="name">The class.</param>
    /// <param name="width">The factor of the channels, but for the last 1,280; at most 1.</param>
    private protected MobileNetV2(string name, double width)
        : base(name)
    {
        stem = Sequential(Conv2d(3, Channels(32), 3, stride: 2, padding: 1, bias: false), BatchNorm2d(Channels(32)), ReLU());
        stage1 = Sequential(Blocks(32, 16, count: 1, stride: 1, expansion: 1).Concat(Blocks(16, 24, count: 2, stride: 1)));
        stage2 = Sequential(Blocks(24, 32, count: 3, stride: 2));
        stage3 = Sequential([.. Blocks(32, 64, count: 4, stride: 2), .. Blocks(64, 96, count: 3, stride: 1)]);
        stage4 = Sequential([.. Blocks(96, 160, count: 3, stride: 2), .. Blocks(160, 320, count: 1, stride: 1)]);
        pooling = Sequential(
            Conv2d(Channels(320), Features, 1, bias: false), BatchNorm2d(Features), ReLU(), AdaptiveAvgPool2d(1), Flatten());
        classifier = Linear(Features, Cifar100.Classes);
        RegisterComponents();
        Initialization.OfConvolutions(this);
        Initialization.OfClassifier(classifier);

        int Channels(int full) => (int)(full * width);

        IEnumerable<Module<Tensor, Tensor>> Blocks(int inputs, int outputs, int count, int stride, int expansion = 6)
        {
            for (var i = 0; i < count; i++)
            {
                yield return new InvertedResidual(Channels(i == 0 ? inputs : outputs), Channels(outputs), i == 0 ? stride : 1, expansion);
            }
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images)
    {
        var early = stage2.call(stage1.call(stem.call(images)));
        var late = stage4.call(stage3.call(early));
        return classifier.call(pooling.call(late));
    }

    private sealed class InvertedResidual : Module<Tensor, Tensor>
    {
        private readonly Sequential residual;
        private readonly bool hasShortcut;

        public InvertedResidual(int inputs, int outputs, int stride, int expansion)
            : base(nameof(InvertedResidual))
        {
            var inner = inputs * expansion;
            hasShortcut = stride == 1 && inputs == outputs;
            residual = Sequential(
                Conv2d(inputs, inner, 1, bias: false), BatchNorm2d(inner), ReLU(),
                Conv2d(inner, inner, 3, stride: stride, padding: 1, groups: inner, bias: false), BatchNorm2d(inner), ReLU(),
                Conv2d(inner, outputs, 1, bias: false), BatchNorm2d(outputs));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => hasShortcut ? x + residual.call(x) : residual.call(x);
    }
}

/// <summary>MobileNetV2 of half the width.</summary>
public class MobileNetV2Half() : MobileNetV2(nameof(MobileNetV2Half), width: 0.5);
