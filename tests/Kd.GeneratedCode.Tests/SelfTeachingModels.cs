using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.GeneratedCode.Tests;

/// <summary>A student whose exits teach each other. No two of its weights have one shape, so that tests tell them apart.</summary>
[Student, Byot, Dks(Temperature = 2), Train(Epochs = 1, BatchSize = 1000, Seed = 2, Keep = Keep.Last), Recording(LearningRate = 0.05)]
public sealed partial class ExitStudent : Module<Tensor, Tensor, Tensor>
{
    private readonly Linear first = Linear(6, 8, hasBias: false);
    [Exit] private readonly Linear exit = Linear(8, 2, hasBias: false);
    [ExitFeature] private readonly Linear shallow = Linear(8, 5, hasBias: false);
    private readonly Linear second = Linear(8, 9, hasBias: false);
    [ExitFeature] private readonly Linear deep = Linear(9, 5, hasBias: false);
    private readonly Linear head = Linear(5, 2, hasBias: false);

    /// <summary>Makes the student.</summary>
    public ExitStudent()
        : base(nameof(ExitStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask)
    {
        var early = first.call(values.mul(mask)).relu();
        var (exitLogits, shallowFeature, deepFeature) = (exit.call(early), shallow.call(early), deep.call(second.call(early).relu()));
        var logits = head.call(deepFeature);
        return Watch.Step(this, logits, values, mask, exitLogits, shallowFeature, deepFeature);
    }
}

/// <summary>A student with a self-teacher, which refines its map and is there while training alone.</summary>
[Student, Frskd("refinedLogits", "map", "refined", Name = "frskd"), Train(Epochs = 1, BatchSize = 1000, Seed = 2, Keep = Keep.Last), Recording(LearningRate = 0.05)]
public sealed partial class RefiningStudent : Module<Tensor, Tensor, Tensor>
{
    [Place("map")] private readonly Conv2d stem = Conv2d(1, 4, 3, padding: 1, bias: false);
    [Place("refined")] private readonly Conv2d refine = Conv2d(4, 6, 1, bias: false);
    [Place("refinedLogits")] private readonly Linear teacher = Linear(36, 2, hasBias: false);
    private readonly Linear head = Linear(24, 2, hasBias: false);

    /// <summary>Makes the student.</summary>
    public RefiningStudent()
        : base(nameof(RefiningStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask)
    {
        var map = stem.call(values.mul(mask).view(-1, 1, 2, 3));
        var logits = head.call(map.flatten(1));
        if (!training)
        {
            return logits;
        }

        var refined = refine.call(map);
        return Watch.Step(this, logits, values, mask, teacher.call(refined.flatten(1)), map, refined);
    }
}

/// <summary>A student that mixes the answers of samples that look alike.</summary>
[Student, TaskLoss, Bake("pooled"), Train(Epochs = 1, BatchSize = 1000, Seed = 2, Keep = Keep.Last), Sgd(LearningRate = 0.05)]
public sealed partial class BatchStudent : Module<Tensor, Tensor, Tensor>
{
    [Place("pooled")] private readonly Linear body = Linear(6, 5);
    private readonly Linear head = Linear(5, 2);

    /// <summary>Makes the student.</summary>
    public BatchStudent()
        : base(nameof(BatchStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask)
    {
        var pooled = body.call(values.mul(mask));
        return Watch.Step(this, head.call(pooled), values, mask, pooled);
    }
}
