using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Bench.Loop;

/// <summary>The networks for 32x32 images of He et al. (CVPR 2016, section 4.2): 3 stages of n blocks, 6n + 2 layers.</summary>
internal static class ResNet
{
    public const int Classes = 10;

    /// <summary>Whether the blocks that are made give back what lies between their layers as soon as it is used.</summary>
    public static bool ReleasesIntermediates { get; set; }

    /// <summary>(B, 3, 32, 32) to (B, 16, 32, 32).</summary>
    public static Sequential Stem() => Sequential(Conv2d(3, 16, 3, padding: 1, bias: false), BatchNorm2d(16), ReLU());

    /// <summary>n blocks, the first of which may halve height and width.</summary>
    public static Sequential Stage(int blocks, int input, int output, int stride) => Sequential(
        Enumerable.Range(0, blocks).Select(i => i == 0 ? Block(input, output, stride) : Block(output, output, 1)));

    /// <summary>(B, 64, 8, 8) to logits (B, 10).</summary>
    public static Sequential Head() => Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(64, Classes));

    private static Module<Tensor, Tensor> Block(int input, int output, int stride) =>
        ReleasesIntermediates ? new ReleasingBlock(input, output, stride) : new BasicBlock(input, output, stride);

    /// <summary>Two convolutions and the paper's shortcut A: without parameters, new channels are zero.</summary>
    private class BasicBlock : Module<Tensor, Tensor>
    {
        protected readonly Conv2d _conv1;
        protected readonly BatchNorm2d _norm1;
        protected readonly Conv2d _conv2;
        protected readonly BatchNorm2d _norm2;
        private readonly int _stride;
        private readonly int _newChannels;

        public BasicBlock(int input, int output, int stride)
            : base(nameof(BasicBlock))
        {
            _conv1 = Conv2d(input, output, 3, stride, padding: 1, bias: false);
            _norm1 = BatchNorm2d(output);
            _conv2 = Conv2d(output, output, 3, padding: 1, bias: false);
            _norm2 = BatchNorm2d(output);
            _stride = stride;
            _newChannels = output - input;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var inner = functional.relu(_norm1.call(_conv1.call(input)));
            return functional.relu(_norm2.call(_conv2.call(inner)).add_(Shortcut(input)));
        }

        protected Tensor Shortcut(Tensor input) => _newChannels == 0
            ? input
            : functional.pad(
                input.slice(2, 0, input.size(2), _stride).slice(3, 0, input.size(3), _stride),
                [0, 0, 0, 0, _newChannels / 2, _newChannels / 2]);
    }

    /// <summary>The same, as <c>samples/ModelZoo</c> writes it.</summary>
    private sealed class ReleasingBlock(int input, int output, int stride) : BasicBlock(input, output, stride)
    {
        public override Tensor forward(Tensor input)
        {
            using var convolved = _conv1.call(input);
            using var normalized = _norm1.call(convolved);
            using var inner = functional.relu(normalized);
            using var again = _conv2.call(inner);
            using var sum = _norm2.call(again);
            using var shortcut = Shortcut(input).alias();
            using var added = sum.add_(shortcut);
            return functional.relu(added);
        }
    }
}

/// <summary>The teacher: n = 9, 0.85 million parameters.</summary>
[Teacher]
[Train(Epochs = 1, BatchSize = SyntheticImages.BatchSize, Seed = 1), Sgd(LearningRate = 0.05, Momentum = 0.9, WeightDecay = 5e-4)]
internal sealed partial class ResNet56 : Module<Tensor, Tensor>
{
    private readonly Sequential stem = ResNet.Stem();
    private readonly Sequential early = ResNet.Stage(9, 16, 16, 1);
    [Hint("middle")] private readonly Sequential middle = ResNet.Stage(9, 16, 32, 2);
    [Hint("late")] private readonly Sequential late = ResNet.Stage(9, 32, 64, 2);
    private readonly Sequential head = ResNet.Head();

    public ResNet56()
        : base(nameof(ResNet56)) => RegisterComponents();

    public override Tensor forward(Tensor images) => Features(images).Logits;

    /// <summary>The logits and the two places between, for the loop by hand.</summary>
    public (Tensor Middle, Tensor Late, Tensor Logits) Features(Tensor images)
    {
        var half = middle.call(early.call(stem.call(images)));
        var quarter = late.call(half);
        return (half, quarter, head.call(quarter));
    }
}

/// <summary>The student: n = 3, 0.27 million parameters, with a term of each kind that compares two networks at one place.</summary>
[Student<ResNet56>]
[Response(Temperature = HandWrittenLoop.Temperature, Weight = HandWrittenLoop.ResponseWeight), TaskLoss(Weight = HandWrittenLoop.TaskWeight)]
[Train(Epochs = 1, BatchSize = SyntheticImages.BatchSize, Seed = HandWrittenLoop.Seed)]
[Sgd(LearningRate = HandWrittenLoop.LearningRate, Momentum = HandWrittenLoop.Momentum, WeightDecay = HandWrittenLoop.WeightDecay)]
internal sealed partial class ResNet20 : Module<Tensor, Tensor>
{
    private readonly Sequential stem = ResNet.Stem();
    private readonly Sequential early = ResNet.Stage(3, 16, 16, 1);

    [Guided("middle", Weight = HandWrittenLoop.GuidedWeight)]
    private readonly Sequential middle = ResNet.Stage(3, 16, 32, 2);

    [SimilarityPreserving("late", Weight = HandWrittenLoop.SimilarityWeight)]
    private readonly Sequential late = ResNet.Stage(3, 32, 64, 2);

    private readonly Sequential head = ResNet.Head();

    public ResNet20()
        : base(nameof(ResNet20)) => RegisterComponents();

    public override Tensor forward(Tensor images) => Features(images).Logits;

    /// <inheritdoc cref="ResNet56.Features"/>
    public (Tensor Middle, Tensor Late, Tensor Logits) Features(Tensor images)
    {
        var half = middle.call(early.call(stem.call(images)));
        var quarter = late.call(half);
        return (half, quarter, head.call(quarter));
    }
}
