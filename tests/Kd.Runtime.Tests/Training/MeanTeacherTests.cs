using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Training;

/// <summary>A teacher whose weights are the moving average of its student's.</summary>
public sealed class MeanTeacherTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.6)]
    [InlineData(0)]
    public void Its_weights_follow_the_formula_and_its_buffers_the_students(double decay)
    {
        using var all = NewDisposeScope();
        Dictionary<string, Tensor> expected = [];
        var steps = 0;
        TinyTeacher student = new(), teacher = new();
        using var loop = new TinyLoop(_tiny.Options with { Epochs = 6 })
        {
            AfterStep = _ =>
            {
                // In double precision, from the student's weights of each step: d = min(decay, 1 - 1 / (k + 1)).
                steps++;
                var d = Math.Min(decay, 1 - (1.0 / (steps + 1)));
                foreach (var (name, weight) in student.named_parameters())
                {
                    expected[name] = expected[name].mul(d).add(weight.detach().to(ScalarType.Float64), 1 - d);
                    Tensors.AssertClose($"{name} after step {steps}", expected[name], teacher.get_parameter(name)!, 1e-6, 1e-7);
                }

                foreach (var (name, buffer) in student.named_buffers())
                {
                    Assert.Equal(Tensors.Bytes(buffer), Tensors.Bytes(teacher.get_buffer(name)!));
                }
            },
        };
        loop.Learner(student);
        loop.Run.Averaged(teacher, student, decay);
        foreach (var (name, weight) in student.named_parameters())
        {
            expected[name] = weight.detach().to(ScalarType.Float64);
        }

        loop.Train(batch => TinyLoop.TaskLoss(student, batch), student);

        Assert.Equal(18, steps);
    }

    [Fact]
    public void At_first_it_is_the_students_equal_and_another_object()
    {
        using var loop = new TinyLoop(_tiny.Options);
        var student = loop.Learner(new TinyTeacher());

        var teacher = loop.Run.Averaged(new TinyTeacher(), student, 0.9);

        Assert.Equal(Tensors.Bytes(student), Tensors.Bytes(teacher));
        Assert.Empty(student.parameters().Select(p => p.Handle).Intersect(teacher.parameters().Select(p => p.Handle)));
        Assert.DoesNotContain(teacher.parameters(), parameter => parameter.requires_grad);
    }

    [Fact]
    public void It_stays_in_evaluation_mode_and_without_gradients()
    {
        using var loop = new TinyLoop(_tiny.Options);
        var student = loop.Learner(new TinyTeacher());
        var teacher = loop.Run.Averaged(new TinyTeacher(), student, 0.9);
        var states = new HashSet<(bool Training, bool Gradients)>();

        loop.Train(
            batch =>
            {
                states.Add((teacher.training || teacher.named_modules().Any(m => m.module.training), teacher.parameters().Any(p => p.requires_grad || p.grad is not null)));
                return functional.mse_loss(student.call(batch.Images), teacher.call(batch.Images)).add(TinyLoop.TaskLoss(student, batch), 1);
            },
            student);

        Assert.Equal([(false, false)], states);
    }

    [Fact]
    public void The_student_that_is_kept_is_not_the_average()
    {
        Assert.Equal(Weights(0.5), Weights(0.9));

        byte[] Weights(double decay)
        {
            using var loop = new TinyLoop(_tiny.Options);
            var student = loop.Learner(new TinyTeacher());
            loop.Run.Averaged(new TinyTeacher(), student, decay);
            loop.Train(batch => TinyLoop.TaskLoss(student, batch), student);
            return File.ReadAllBytes(loop.Finish(student).WeightsFile);
        }
    }

    [Fact]
    public void Following_costs_no_memory()
    {
        var counts = new Dictionary<int, long>();
        using var loop = new TinyLoop(_tiny.Options with { Epochs = 20 })
        {
            AfterEpoch = epoch =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                counts[epoch] = Tensor.TotalCount;
            },
        };
        var student = loop.Learner(new TinyTeacher());
        loop.Run.Averaged(new TinyTeacher(), student, 0.999);

        loop.Train(batch => TinyLoop.TaskLoss(student, batch), student);

        Assert.Equal(counts[2], counts[20]);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_decay_out_of_its_range_is_refused(double decay)
    {
        using var loop = new TinyLoop(_tiny.Options);
        var student = loop.Learner(new TinyTeacher());

        Assert.Throws<ArgumentOutOfRangeException>(() => loop.Run.Averaged(new TinyTeacher(), student, decay));
    }

    public void Dispose() => _tiny.Dispose();
}
