using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>A teacher whose weights are the moving average of its student's.</summary>
public sealed class MeanTeacherTests(MeanTeacherTests.Fixture fixture) : IClassFixture<MeanTeacherTests.Fixture>
{
    private const double Decay = 0.6;
    private readonly Trained _run = fixture.Run;

    [Fact]
    public void The_teachers_weights_follow_the_students_after_each_step()
    {
        // What the models are in a step is what the steps before have made of them.
        var (students, teachers) = (_run.Learning, _run.Teaching);
        var parameters = new Calm().named_parameters().Select(p => p.name).ToList();
        Assert.Equal(10, teachers.Count);
        Assert.Equal(0, teachers[0].Weights.DistanceTo(students[0].Weights));
        for (var k = 1; k < teachers.Count; k++)
        {
            var decay = Math.Min(Decay, 1 - (1.0 / (k + 1)));
            Assert.All(parameters, name =>
            {
                var expected = teachers[k - 1].Weights[name].Numbers.Zip(students[k].Weights[name].Numbers, (former, followed) => (decay * former) + ((1 - decay) * followed));
                Assert.InRange(new Values([.. expected], [], false).DistanceTo(teachers[k].Weights[name]), 0, 1e-6);
            });
            Assert.True(teachers[k].Weights["head.weight"].DistanceTo(students[k].Weights["head.weight"]) > 1e-3);
        }
    }

    [Fact]
    public void The_teachers_batch_statistics_are_copies_of_the_students() => Assert.All(
        _run.Teaching.Zip(_run.Learning),
        calls => Assert.All(["body.2.running_mean", "body.2.running_var", "body.2.num_batches_tracked"], name => Assert.Equal(0, calls.First.Weights[name].DistanceTo(calls.Second.Weights[name]))));

    [Fact]
    public void The_teacher_teaches_in_evaluation_mode_without_gradients_by_its_own_answers()
    {
        Assert.All(_run.Teaching, call => Assert.Equal((false, false), (call.IsTraining, call.HasGradients)));
        var (logits, traced) = (_run.Watch.Given.Single(g => g is { Loss: Mimic, Epoch: 2, Step: 2 }), _run.Watch.Given.Single(g => g is { Loss: Trace, Epoch: 2, Step: 2 }));
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var teacher = ByHand.Model<Calm>(_run.Teaching.Single(call => call is { Epoch: 2, Step: 2 }).Weights);
        using var taps = new Calm.Taps(teacher);

        Assert.InRange(logits.Teacher[0].DistanceTo(teacher.call(ByHand.Samples(logits.SampleIds).Images)), 0, ByHand.Rounding);
        Assert.InRange(traced.Teacher[0].DistanceTo(taps.Body.Take()), 0, ByHand.Rounding);
        Assert.False(logits.Teacher[0].HasGradient);
    }

    [Fact]
    public void The_result_is_the_student_and_the_teacher_is_reported_beside_it()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var test = ByHand.TestPart();
        var kept = ByHand.Model<Calm>(_run.Weights).call(test.Images);

        // The last step is not seen, but it moves the teacher as the others do.
        var decay = Math.Min(Decay, 1 - (1.0 / (_run.Teaching.Count + 1)));
        var teacher = ByHand.Model<Calm>(_run.Weights);
        foreach (var (name, parameter) in teacher.named_parameters())
        {
            var former = tensor(_run.Teaching[^1].Weights[name].Numbers).reshape(parameter.shape);
            parameter.copy_(former * decay + parameter * (1 - decay));
        }

        Assert.Equal(nn.functional.cross_entropy(kept, test.Labels).ToDouble(), _run.Result.Test.Loss, ByHand.Rounding);
        Assert.Equal(nn.functional.cross_entropy(teacher.call(test.Images), test.Labels).ToDouble(), _run.Result.Teacher!.Test.Loss, ByHand.Rounding);
        Assert.NotInRange(_run.Result.Test.Loss, _run.Result.Teacher.Test.Loss - 1e-3, _run.Result.Teacher.Test.Loss + 1e-3);
    }

    public sealed class Fixture : IDisposable
    {
        private readonly Runs _runs = new();

        public Fixture() => Run = _runs.Train(CalmDistiller.Run, new CalmDistiller.Options());

        internal Trained Run { get; }

        public void Dispose() => _runs.Dispose();
    }
}
