using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Results.Models;

/// <summary>
/// The network of every row: three convolutions with batch normalisation at 28, 14 and 7 pixels, the mean over the pixels, and a linear
/// classifier. A class that derives from it says by its words how it is trained, and nothing else.
/// </summary>
public abstract class ConvNet : Module<Tensor, Tensor>
{
    private protected readonly Sequential early;
    private protected readonly Sequential middle;
    private protected readonly Sequential late;
    private protected readonly Sequential embedding = Sequential(AdaptiveAvgPool2d(1), Flatten());
    private protected readonly Linear classifier;

    /// <summary>Makes the network with random weights.</summary>
    /// <param name="name">The class.</param>
    /// <param name="width">The channels at 28 pixels; there are twice as many at 14, and four times as many at 7.</param>
    private protected ConvNet(string name, int width)
        : base(name)
    {
        early = Block(1, width);
        middle = Sequential(MaxPool2d(2), Block(width, 2 * width));
        late = Sequential(MaxPool2d(2), Block(2 * width, 4 * width));
        classifier = Linear(4 * width, 10);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => classifier.call(embedding.call(late.call(middle.call(early.call(images)))));

    private static Sequential Block(int inputs, int outputs) =>
        Sequential(Conv2d(inputs, outputs, 3, padding: 1, bias: false), BatchNorm2d(outputs), ReLU());
}

/// <summary>The students' network.</summary>
public abstract class Narrow : ConvNet
{
    /// <summary>Makes the network with random weights.</summary>
    protected Narrow()
        : base(nameof(Narrow), width: 8)
    {
    }
}

/// <summary>The teachers' network.</summary>
public abstract class Wide : ConvNet
{
    /// <summary>Makes the network with random weights.</summary>
    protected Wide()
        : base(nameof(Wide), width: 24)
    {
    }
}

/// <summary>The network between the two, for a teacher assistant.</summary>
public abstract class Medium : ConvNet
{
    /// <summary>Makes the network with random weights.</summary>
    protected Medium()
        : base(nameof(Medium), width: 14)
    {
    }
}
