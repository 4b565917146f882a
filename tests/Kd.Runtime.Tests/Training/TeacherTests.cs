using Kd.IO;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Training;

/// <summary>What a run does with the teacher.</summary>
public sealed class TeacherTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Fact]
    public void Its_weights_and_statistics_do_not_move()
    {
        Dictionary<string, byte[]>? after = null;
        var (training, learning) = (true, true);

        TinyDistiller.Run(_tiny.Options with
        {
            AfterTraining = (_, teacher) =>
            {
                after = Tensors.Bytes(teacher);
                training = teacher.training || teacher.named_modules().Any(m => m.module.training);
                learning = teacher.parameters().Any(p => p.requires_grad || p.grad is not null);
            },
        });

        using var untouched = new TinyTeacher();
        ModelWeights.Load(untouched, _tiny.TeacherFile);
        Assert.Equal(Tensors.Bytes(untouched), after);
        Assert.False(training || learning);
    }

    [Fact]
    public void The_student_moves()
    {
        Dictionary<string, byte[]>? after = null;

        TinyDistiller.Run(_tiny.Options with { AfterTraining = (student, _) => after = Tensors.Bytes(student) });

        manual_seed(_tiny.Options.Seed);
        using var untrained = new TinyStudent();
        Assert.All(Tensors.Bytes(untrained), weight => Assert.NotEqual(weight.Value, after![weight.Key]));
    }

    [Fact]
    public void Without_weights_the_run_says_where_they_should_be()
    {
        var options = _tiny.Options with { Weights = new Dictionary<string, string> { ["TinyTeacher"] = _tiny["missing/teacher.safetensors"] } };

        var refusal = Assert.Throws<KdException>(() => TinyDistiller.Run(options));

        Assert.Equal("KD3005", refusal.Id);
        Assert.Contains(_tiny["missing/teacher.safetensors"], refusal.Message);
        Assert.Contains("TinyTeacher", refusal.Message);
    }

    [Fact]
    public void Without_named_weights_they_are_looked_for_where_Distill_leaves_them()
    {
        var refusal = Assert.Throws<KdException>(() => TinyDistiller.Run(_tiny.Options with { Weights = new Dictionary<string, string>() }));

        Assert.Equal("KD3005", refusal.Id);
        Assert.Contains(Path.Combine(AppContext.BaseDirectory, "distilled", "TinyTeacher", "teacher.safetensors"), refusal.Message);
    }

    [Fact]
    public void With_another_models_weights_the_run_says_what_does_not_fit()
    {
        using (var student = new TinyStudent())
        {
            ModelWeights.Save(student, _tiny.TeacherFile);
        }

        var refusal = Assert.Throws<KdException>(() => TinyDistiller.Run(_tiny.Options));

        Assert.Equal("KD3006", refusal.Id);
        Assert.Contains(_tiny.TeacherFile, refusal.Message);
    }

    public void Dispose() => _tiny.Dispose();
}
