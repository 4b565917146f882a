using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo.Models;

/// <summary>
/// The wide residual network (Zagoruyko, Komodakis 2016): a convolution and three groups of blocks of two, at 32, 16 and 8 pixels, each
/// convolution behind batch normalisation and ReLU.
/// </summary>
[Input(3, 32, 32)]
public abstract class WideResNet : Module<Tensor, Tensor>
{
    [Hint("f0")] private protected readonly Conv2d stem;
    [Hint("f1")] private protected readonly Sequential group1;
    [Hint("f2")] private protected readonly Sequential group2;
    [Hint("f3")] private protected readonly Sequential group3;
    [Hint("pooled")] private protected readonly Sequential pooling;
    private protected readonly Linear classifier;

    /// <summary>Makes the network with random weights.</summary>
    /// <param name="name">The class.</param>
    /// <param name="depth">The layers with weights: 6n + 4, n blocks to each of the three groups.</param>
    /// <param name="widening">By how much it is wider than a residual network of 16, 32 and 64 channels.</param>
    private protected WideResNet(string name, int depth, int widening)
        : base(name)
    {
        var blocks = (depth - 4) / 6;
        int[] widths = [16, 16 * widening, 32 * widening, 64 * widening];
        stem = Conv2d(3, widths[0], 3, padding: 1, bias: false);
        group1 = Group(widths[0], widths[1], blocks, stride: 1);
        group2 = Group(widths[1], widths[2], blocks, stride: 2);
        group3 = Group(widths[2], widths[3], blocks, stride: 2);
        pooling = Sequential(BatchNorm2d(widths[3]), ReLU(), AdaptiveAvgPool2d(1), Flatten());
        classifier = Linear(widths[3], Cifar100.Classes);
        RegisterComponents();
        Initialization.OfConvolutions(this);
        init.zeros_(classifier.bias!);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images)
    {
        var x = stem.call(images);
        x = group1.call(x);
        x = group2.call(x);
        x = group3.call(x);
        return classifier.call(pooling.call(x));
    }

    private static Sequential Group(int inputs, int outputs, int blocks, int stride)
    {
        var layers = new List<Module<Tensor, Tensor>> { new BasicBlock(inputs, outputs, stride) };
        for (var i = 1; i < blocks; i++)
        {
            layers.Add(new BasicBlock(outputs, outputs, stride: 1));
        }

        return Sequential(layers);
    }

    private sealed class BasicBlock : Module<Tensor, Tensor>
    {
        private readonly Sequential activation;
        private readonly Sequential residual;
        private readonly Conv2d? shortcut;

        public BasicBlock(int inputs, int outputs, int stride)
            : base(nameof(BasicBlock))
        {
            activation = Sequential(BatchNorm2d(inputs), ReLU());
            residual = Sequential(
                Conv2d(inputs, outputs, 3, stride: stride, padding: 1, bias: false), BatchNorm2d(outputs), ReLU(),
                Conv2d(outputs, outputs, 3, padding: 1, bias: false));
            shortcut = inputs == outputs ? null : Conv2d(inputs, outputs, 1, stride: stride, bias: false);
            RegisterComponents();
        }

        // What goes around a block that changes the channels is activated too; else it goes around as it is.
        public override Tensor forward(Tensor x)
        {
            var activated = activation.call(x);
            var around = shortcut is null ? x : shortcut.call(activated);
            return around + residual.call(activated);
        }
    }
}

/// <summary>WRN-16-1.</summary>
public class WideResNet16x1() : WideResNet(nameof(WideResNet16x1), depth: 16, widening: 1);

/// <summary>WRN-16-2.</summary>
public class WideResNet16x2() : WideResNet(nameof(WideResNet16x2), depth: 16, widening: 2);

/// <summary>WRN-40-1.</summary>
public class WideResNet40x1() : WideResNet(nameof(WideResNet40x1), depth: 40, widening: 1);

/// <summary>WRN-40-2.</summary>
public sealed partial class WideResNet40x2() : WideResNet(nameof(WideResNet40x2), depth: 40, widening: 2);
