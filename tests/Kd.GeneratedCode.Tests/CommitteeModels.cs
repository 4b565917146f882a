using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.GeneratedCode.Tests;

/// <summary>A classifier that keeps what the student's loss asks it about.</summary>
public sealed class AskedClassifier : Module<Tensor, Tensor>
{
    private readonly Linear layer;
    private readonly long _width;

    /// <summary>Makes the classifier.</summary>
    public AskedClassifier(long width)
        : base(nameof(AskedClassifier))
    {
        (layer, _width) = (Linear(width, 2), width);
        RegisterComponents();
    }

    /// <summary>What the classifier of each width was first asked about, once it is a dictionary.</summary>
    internal static Dictionary<long, Tensor>? Asked { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor feature)
    {
        // The teacher itself runs without gradients.
        if (is_grad_enabled() && Asked is { } asked && !asked.ContainsKey(_width))
        {
            asked.Add(_width, Watch.Kept(feature));
        }

        return layer.call(feature);
    }
}

/// <summary>A teacher of a committee.</summary>
[Teacher, Train(Epochs = 2, BatchSize = 16, Seed = 1), AdamW(LearningRate = 0.01)]
public sealed partial class NarrowTeacher : Module<Tensor, Tensor, Tensor>
{
    [Hint("pooled")] private readonly Sequential body = Sequential(Linear(6, 8), ReLU());
    [Hint("classifier")] private readonly AskedClassifier head = new(8);

    /// <summary>Makes the teacher.</summary>
    public NarrowTeacher()
        : base(nameof(NarrowTeacher)) => RegisterComponents();

    internal AskedClassifier Classifier => head;

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) => head.call(Feature(values, mask));

    internal Tensor Feature(Tensor values, Tensor mask) => body.call(values.mul(mask));
}

/// <summary>Another, of another width.</summary>
[Teacher, Train(Epochs = 4, BatchSize = 16, Seed = 3), AdamW(LearningRate = 0.02)]
public sealed partial class BroadTeacher : Module<Tensor, Tensor, Tensor>
{
    [Hint("pooled")] private readonly Sequential body = Sequential(Linear(6, 12), ReLU());
    [Hint("classifier")] private readonly AskedClassifier head = new(12);

    /// <summary>Makes the teacher.</summary>
    public BroadTeacher()
        : base(nameof(BroadTeacher)) => RegisterComponents();

    internal AskedClassifier Classifier => head;

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) => head.call(Feature(values, mask));

    internal Tensor Feature(Tensor values, Tensor mask) => body.call(values.mul(mask));
}

/// <summary>A student of both.</summary>
[Student<NarrowTeacher>, Student<BroadTeacher>, MultiTeacherResponse(Temperature = 2)]
[Train(Epochs = 1, BatchSize = 1000, Seed = 2, Keep = Keep.Last), Recording(LearningRate = 0.05)]
public sealed partial class CommitteeStudent : Module<Tensor, Tensor, Tensor>
{
    [MultiTeacherGuided("pooled", Weight = 5)] private readonly Linear body = Linear(6, 3, hasBias: false);
    private readonly Linear head = Linear(3, 2, hasBias: false);

    /// <summary>Makes the student.</summary>
    public CommitteeStudent()
        : base(nameof(CommitteeStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask)
    {
        var feature = body.call(values.mul(mask));
        return Watch.Step(this, head.call(feature), values, mask, feature);
    }
}
