using Kd.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.GeneratedCode.Tests;

/// <summary>Texts whose class is the sign of the sum of their unmasked numbers.</summary>
public sealed record MaskedBatch(Tensor Values, Tensor Mask, Tensor Labels, Tensor SampleIds) : IBatch<MaskedBatch>
{
    /// <inheritdoc/>
    public MaskedBatch Map(Func<Tensor, Tensor> map) => new(map(Values), map(Mask), map(Labels), map(SampleIds));
}

/// <summary>The data of the tests.</summary>
public static class MaskedData
{
    /// <summary>100 samples, made anew from a fixed seed.</summary>
    [DistillationData]
    public static DistillationData<MaskedBatch> Load(DataContext context)
    {
        using var generator = new Generator(5);
        var values = randn([100, 6], generator: generator);
        var mask = rand([100, 6], generator: generator).gt(0.3).to_type(ScalarType.Float32);
        var labels = values.mul(mask).sum(1).gt(0).to_type(ScalarType.Int64);
        return DistillationData<MaskedBatch>.Split(new(values, mask, labels, arange(100, ScalarType.Int64)), labels, train: 0.7, validation: 0.15, seed: 1);
    }
}

/// <summary>A teacher with batch normalisation and dropout, which behave differently while training.</summary>
[Teacher, Train(Epochs = 4, BatchSize = 16, Seed = 1), AdamW(LearningRate = 0.01)]
public sealed partial class MaskedTeacher : Module<Tensor, Tensor, Tensor>
{
    [Hint("body")] private readonly Sequential body = Sequential(Linear(6, 16), BatchNorm1d(16), ReLU(), Dropout(0.2));
    private readonly Linear head = Linear(16, 2);

    /// <summary>Makes the teacher.</summary>
    public MaskedTeacher()
        : base(nameof(MaskedTeacher)) => RegisterComponents();

    /// <summary>Hears of every call, so that tests see the state that a teacher teaches in.</summary>
    internal static Action<MaskedTeacher>? Called { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask)
    {
        Called?.Invoke(this);
        return head.call(body.call(values.mul(mask)));
    }
}

/// <summary>A student with every kind of term, and a term of the tests' own.</summary>
[Student<MaskedTeacher>]
[TaskLoss(Weight = 0.5), Response(Temperature = 2, Weight = 0.25), Margin(Weight = 0.125, Slack = 3)]
[Train(Epochs = 4, BatchSize = 16, Seed = 2), Sgd(LearningRate = 0.1, Momentum = 0.9), MultiStep(2, 3, Factor = 0.5)]
public sealed partial class MaskedStudent : Module<Tensor, Tensor, Tensor>
{
    [Guided("body", Weight = 0.75), SimilarityPreserving("body", Weight = 2)]
    private readonly Sequential @base = Sequential(Linear(6, 4), ReLU());

    private readonly Linear head = Linear(4, 2);

    /// <summary>Makes the student.</summary>
    public MaskedStudent()
        : base(nameof(MaskedStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor mask, Tensor values) => head.call(@base.call(values.mul(mask)));
}

/// <summary>A teacher assistant, which learns from the teacher and teaches in turn; trained by an optimizer of the tests' own.</summary>
[Teacher, Student<MaskedTeacher>]
[Train(Epochs = 2, BatchSize = 16, Seed = 2), Recording(LearningRate = 0.05)]
public sealed partial class MaskedAssistant : Module<Tensor, Tensor, Tensor>
{
    [Guided("body"), Hint("middle")]
    private readonly Sequential body = Sequential(Linear(6, 8), ReLU());

    private readonly Linear head = Linear(8, 2);

    /// <summary>Makes the assistant.</summary>
    public MaskedAssistant()
        : base(nameof(MaskedAssistant)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) => head.call(body.call(values.mul(mask)));
}

/// <summary>The assistant's student.</summary>
[Student<MaskedAssistant>, Response, Train(Epochs = 2, BatchSize = 16, Seed = 2), AdamW]
public sealed partial class LastStudent : Module<Tensor, Tensor, Tensor>
{
    [Guided("middle")] private readonly Linear body = Linear(6, 4);
    private readonly Linear head = Linear(4, 2);

    /// <summary>Makes the student.</summary>
    public LastStudent()
        : base(nameof(LastStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) => head.call(body.call(values.mul(mask)));
}
