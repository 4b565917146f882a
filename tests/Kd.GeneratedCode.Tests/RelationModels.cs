using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.GeneratedCode.Tests;

/// <summary>A student that learns how samples relate to each other, also by parts that the losses train.</summary>
[Student<DeepTeacher>, TaskLoss, Train(Epochs = 2, BatchSize = 16, Seed = 2, Keep = Keep.Last), Sgd(LearningRate = 0.05)]
public sealed partial class RelatedStudent : Module<Tensor, Tensor, Tensor>
{
    [Rkd("first"), RkdDistance("first"), RkdAngle("first"), HardDarkRank("first", Weight = 0.01), Pkt("first")]
    private readonly Linear first = Linear(6, 3);

    [CorrelationCongruence("second"), CorrelationCongruence("second", Name = "differences", Form = CorrelationForm.ConsecutiveDifferences, Embedding = 4), Kta("second")]
    private readonly Linear second = Linear(3, 5);

    private readonly Linear head = Linear(5, 2);

    /// <summary>Makes the student.</summary>
    public RelatedStudent()
        : base(nameof(RelatedStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) => head.call(second.call(first.call(values.mul(mask)).relu()).relu());
}

/// <summary>A student that learns a graph over its layers.</summary>
[Student<DeepTeacher>, TaskLoss, Irg("first", "second", "head"), Train(Epochs = 2, BatchSize = 16, Seed = 2, Keep = Keep.Last), Sgd(LearningRate = 0.05)]
public sealed partial class GraphStudent : Module<Tensor, Tensor, Tensor>
{
    [Place("first")] private readonly Linear first = Linear(6, 3);
    [Place("second")] private readonly Linear second = Linear(3, 5);
    [Place("head")] private readonly Linear head = Linear(5, 2);

    /// <summary>Makes the student.</summary>
    public GraphStudent()
        : base(nameof(GraphStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) => head.call(second.call(first.call(values.mul(mask)).relu()).relu());
}
