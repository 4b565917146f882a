using TorchSharp;
using TorchSharp.Modules;
using Vendor;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.GeneratedCode.Tests;

/// <summary>A teacher whose code is compiled in another assembly. The body is private there, the head is not.</summary>
[Teacher, Train(Epochs = 2, BatchSize = 16, Seed = 1), AdamW]
[Hint("body", Path = "body"), Hint("head", Path = "head"), Hint("linear", Path = "body.0")]
public sealed partial class VendorTeacher : VendorNet;

/// <summary>What models of a family share: also the words on it.</summary>
public abstract class Family<TBody>(string name, TBody body) : Module<Tensor, Tensor, Tensor>(name)
    where TBody : Module<Tensor, Tensor>
{
    /// <summary>A place of each.</summary>
    [Guided("body"), Hint("shared")] protected readonly TBody body = body;

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) => body.call(values.mul(mask));
}

/// <summary>A student whose place is inherited.</summary>
[Student<VendorTeacher>, TaskLoss, Train(Epochs = 1, BatchSize = 16, Seed = 1), Sgd(LearningRate = 0.1)]
public sealed partial class VendorStudent : Family<Sequential>
{
    private readonly Linear head = Linear(3, 2);

    /// <summary>Makes the student.</summary>
    public VendorStudent()
        : base(nameof(VendorStudent), Sequential(Linear(6, 3), ReLU())) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor values, Tensor mask) => head.call(base.forward(values, mask));
}

/// <summary>Places in classes of another assembly, and in bases.</summary>
public sealed class VendorTests : IDisposable
{
    private readonly Runs _runs = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void The_taps_of_a_derived_teacher_see_what_its_base_keeps_private()
    {
        using var teacher = new VendorTeacher();
        using var taps = new VendorTeacher.Taps(teacher);

        var logits = teacher.call(randn(3, 6));

        Assert.Equal(["body.0.bias", "body.0.weight", "head.bias", "head.weight"], teacher.state_dict().Keys.Order());
        Assert.Equal(logits.data<float>(), taps.Head.Take().data<float>());
        Assert.Equal(taps.Body.Take().data<float>(), taps.Linear.Take().relu().data<float>());
    }

    [Fact]
    public void A_student_follows_it_with_an_inherited_place()
    {
        var teacher = VendorTeacherTrainer.Run(new() { Output = _runs.Folder("teacher"), Reporter = new Quiet() });

        var student = VendorStudentDistiller.Run(new()
        {
            Output = _runs.Folder("student"),
            Reporter = new Quiet(),
            Weights = new Dictionary<string, string> { [nameof(VendorTeacher)] = teacher.WeightsFile },
        });

        Assert.Equal((6 * 3) + 3 + (3 * 2) + 2, student.Parameters);
        Assert.Contains("\"guided.body\":", File.ReadAllText(Path.Combine(_runs.Folder("student"), "metrics.jsonl")));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scope.Dispose();
        _runs.Dispose();
    }
}
