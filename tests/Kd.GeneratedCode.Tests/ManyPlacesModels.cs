using Kd.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.GeneratedCode.Tests;

/// <summary>A word over several places, whose loss has parts to learn and runs the teacher's classifier.</summary>
[LossClass(typeof(Stages))]
public sealed class StagesAttribute(params string[] places) : MultiPlaceAttribute(places)
{
    /// <summary>The width of what both are mapped to.</summary>
    public int Width { get; set; } = 4;
}

/// <summary>Maps each place of both to one width, and asks the teacher's classifier about the student's last.</summary>
public sealed class Stages : Loss
{
    private readonly ModuleList<Linear> _maps;
    private readonly Linear _bridge;

    /// <summary>Makes the loss.</summary>
    public Stages(int width, long[][] studentShape, long[][] teacherShape, long sampleCount)
    {
        Made = (studentShape, teacherShape, sampleCount);
        _maps = ModuleList([.. studentShape.Concat(teacherShape).Select(shape => Linear(shape[1], width))]);
        _bridge = Linear(studentShape[^1][1], teacherShape[^1][1]);
        RegisterComponents();
    }

    /// <summary>What it was last made with.</summary>
    public static (long[][] Student, long[][] Teacher, long Samples) Made { get; private set; }

    /// <summary>What its first map was in each step.</summary>
    public static HashSet<double> Maps { get; } = [];

    /// <summary>Computes the loss.</summary>
    public Tensor Forward(Tensor[] student, Tensor[] teacher, Tensor labels, [TeacherModule("head")] Module<Tensor, Tensor> head)
    {
        Maps.Add(_maps[0].weight.sum().ToDouble());
        var mapped = student.Concat(teacher).Zip(_maps, (feature, map) => map.call(feature)).ToArray();
        var related = functional.mse_loss(cat(mapped[..student.Length]), cat(mapped[student.Length..]));
        return functional.cross_entropy(head.call(_bridge.call(student[^1])), labels).add(related);
    }
}

/// <summary>A teacher whose classifier others may run.</summary>
[Teacher, Train(Epochs = 2, BatchSize = 16, Seed = 1), AdamW(LearningRate = 0.01)]
public sealed partial class DeepTeacher : Module<Tensor, Tensor, Tensor>
{
    [Hint("first")] private readonly Sequential first = Sequential(Linear(6, 12), ReLU());
    [Hint("second")] private readonly Sequential second = Sequential(Linear(12, 16), ReLU());
    [Hint("head")] private readonly Linear head = Linear(16, 2);

    /// <summary>Makes the teacher.</summary>
    public DeepTeacher()
        : base(nameof(DeepTeacher)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) => head.call(second.call(first.call(values.mul(mask))));
}

/// <summary>A student with weights that change and weights that are learned.</summary>
[Student<DeepTeacher>, Stages("first", "second", Weight = 0.5), TaskLoss(WarmUpEpochs = 3), Response(Weight = 2, EndWeight = 0), UncertaintyWeighting]
[Train(Epochs = 4, BatchSize = 16, Seed = 2, Keep = Keep.Last), Sgd(LearningRate = 0.05)]
public sealed partial class DeepStudent : Module<Tensor, Tensor, Tensor>
{
    [Place("first")] private readonly Linear first = Linear(6, 3);
    [Place("second")] private readonly Linear second = Linear(3, 5);
    private readonly Linear head = Linear(5, 2);

    /// <summary>Makes the student.</summary>
    public DeepStudent()
        : base(nameof(DeepStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) => head.call(second.call(first.call(values.mul(mask)).relu()).relu());
}
