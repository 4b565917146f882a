using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

/// <summary>A loss as the properties that all losses share see it: a scalar of tensors that are learned and tensors that are given.</summary>
/// <param name="learned">The shapes of the student's tensors, which are those of the teacher's too.</param>
/// <param name="forward">The loss of the student's and the teacher's tensors.</param>
internal sealed class LossSubject(long[][] learned, Func<Tensor[], Tensor[], Tensor> forward)
{
    /// <summary>How many samples a batch has.</summary>
    public const int Samples = 4;

    /// <summary>Whether the loss is zero where student and teacher agree, and above elsewhere.</summary>
    public bool IsDistance { get; init; } = true;

    /// <summary>Whether the loss stays the same when the samples change places.</summary>
    public bool IsOfASet { get; init; } = true;

    /// <summary>Whether the gradient is that of the value: not where the method takes a part of it for constant.</summary>
    public bool IsDifferentiable { get; init; } = true;

    /// <summary>Whether the method is defined for one sample.</summary>
    public bool TakesOneSample { get; init; } = true;

    /// <summary>Whether the host reads what the tensors hold: a device without data cannot stand for another then.</summary>
    public bool IsReadByHost { get; init; }

    public static IReadOnlyDictionary<string, LossSubject> All { get; } = typeof(LossSubject).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(ILossSubjects)))
        .SelectMany(type => ((ILossSubjects)Activator.CreateInstance(type)!).Subjects)
        .OrderBy(subject => subject.Key, StringComparer.Ordinal)
        .ToDictionary(subject => subject.Key, subject => subject.Value);

    /// <summary>All losses.</summary>
    public static TheoryData<string> Names { get; } = [.. All.Keys];

    /// <summary>The losses that are a distance between student and teacher.</summary>
    public static TheoryData<string> Distances { get; } = [.. All.Where(s => s.Value.IsDistance).Select(s => s.Key)];

    /// <summary>The losses of samples in any order.</summary>
    public static TheoryData<string> OfSets { get; } = [.. All.Where(s => s.Value.IsOfASet).Select(s => s.Key)];

    /// <summary>The losses whose gradient is that of the value.</summary>
    public static TheoryData<string> Differentiable { get; } = [.. All.Where(s => s.Value.IsDifferentiable).Select(s => s.Key)];

    /// <summary>The losses that a device without data can compute.</summary>
    public static TheoryData<string> OfDevices { get; } = [.. All.Where(s => !s.Value.IsReadByHost).Select(s => s.Key)];

    /// <summary>Random values of the shapes that this loss takes.</summary>
    public Tensor[] Random(ScalarType type = ScalarType.Float64) => Make(shape => randn(shape, type));

    /// <summary>How many samples the loss was made for, if it was.</summary>
    public int MostSamples { get; init; } = int.MaxValue;

    /// <summary>Random values of these shapes with another number of samples.</summary>
    public Tensor[] Random(int samples) => [.. learned.Select(shape => randn([Math.Min(samples, MostSamples), .. shape[1..]], ScalarType.Float64))];

    /// <summary>Values of the shapes that this loss takes.</summary>
    public Tensor[] Make(Func<long[], Tensor> make) => [.. learned.Select(make)];

    public Tensor Forward(Tensor[] student, Tensor[] teacher) => forward(student, teacher);

    /// <summary>The loss and its gradients with respect to the student's values.</summary>
    public (Tensor Loss, Tensor[] Gradients) Differentiate(Tensor[] student, Tensor[] teacher)
    {
        Tensor[] leaves = [.. student.Select(Tensors.Learned)];
        var loss = Forward(leaves, teacher);
        loss.backward();
        return (loss, [.. leaves.Select(leaf => leaf.grad!)]);
    }
}
