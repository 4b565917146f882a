using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>Generations of one class, each taught by the one before.</summary>
public sealed class BornAgainTests(BornAgainTests.Fixture fixture) : IClassFixture<BornAgainTests.Fixture>
{
    private readonly Trained _labels = fixture.Labels;
    private readonly Trained _first = fixture.First;
    private readonly Trained _last = fixture.Last;

    [Fact]
    public void The_first_model_learns_from_the_labels_alone()
    {
        Assert.Equal(["taskLoss", "total"], PhoenixBaseline.Losses.Names);
        Assert.Empty(_labels.Teaching);
        Assert.Equal(["mimic", "taskLoss", "trace.body", "total"], PhoenixDistiller.Losses.Names);
        Assert.Equal(PhoenixDistiller.Losses.Names, PhoenixGeneration1Distiller.Losses.Names);
    }

    [Fact]
    public void The_teacher_is_another_object_with_the_weights_of_the_generation_before()
    {
        Assert.All([(_first, _labels), (_last, _first)], pair =>
        {
            var (run, before) = pair;
            var (student, teacher) = (Assert.Single(run.Learning.Select(call => call.Model).Distinct()), Assert.Single(run.Teaching.Select(call => call.Model).Distinct()));
            Assert.NotSame(student, teacher);
            Assert.Equal(run.Learning.Count, run.Teaching.Count);
            Assert.All(run.Teaching, call => Assert.Equal((false, 0), (call.HasGradients, call.Weights.DistanceTo(before.Weights))));
        });
    }

    [Fact]
    public void Each_generation_begins_with_weights_of_its_own()
    {
        var beginnings = new[] { _labels, _first, _last }.Select(run => run.Learning[0].Weights).ToArray();

        Assert.All([(0, 1), (0, 2), (1, 2)], pair => Assert.True(beginnings[pair.Item1].DistanceTo(beginnings[pair.Item2]) > 0.05));
        Assert.True(beginnings[1].DistanceTo(_labels.Weights) > 0.05);
        Assert.True(beginnings[2].DistanceTo(_first.Weights) > 0.05);
    }

    [Fact]
    public void A_word_about_a_place_follows_that_place_of_the_generation_before()
    {
        var given = _last.Watch.Given.First(g => g.Loss is Trace);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var teacher = ByHand.Model<Phoenix>(_first.Weights);
        using var taps = new Phoenix.Taps(teacher);
        teacher.call(ByHand.Samples(given.SampleIds).Images);

        Assert.InRange(given.Teacher[0].DistanceTo(taps.Body.Take()), 0, ByHand.Rounding);
    }

    [Fact]
    public void The_last_reports_what_all_generations_are_worth_together()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var test = ByHand.TestPart();
        var probabilities = stack(new[] { _labels, _first, _last }.Select(run => ByHand.Model<Phoenix>(run.Weights).call(test.Images).softmax(1))).mean([0]);

        Assert.Equal(probabilities.argmax(1).eq(test.Labels).to(ScalarType.Float64).mean().ToDouble(), _last.Result.Ensemble!.Value.Value);
        Assert.Equal(nn.functional.nll_loss(probabilities.log(), test.Labels).ToDouble(), _last.Result.Ensemble.Value.Loss, ByHand.Rounding);
        Assert.Null(_first.Result.Ensemble);
        Assert.Contains("\"ensemble\"", File.ReadAllText(Path.Combine(_last.Folder, "summary.json")));
    }

    [Fact]
    public void Each_generation_is_reported_beside_the_last() =>
        Assert.Equal([_first.Result.Test, _labels.Result.Test], _last.Result.Teachers.Select(teacher => teacher.Test));

    public sealed class Fixture : IDisposable
    {
        private readonly Runs _runs = new();

        public Fixture()
        {
            Labels = _runs.Train(PhoenixBaseline.Run, new PhoenixBaseline.Options());
            First = _runs.Train(PhoenixGeneration1Distiller.Run, new PhoenixGeneration1Distiller.Options());
            Last = _runs.Train(PhoenixDistiller.Run, new PhoenixDistiller.Options());
        }

        internal Trained Labels { get; }

        internal Trained First { get; }

        internal Trained Last { get; }

        public void Dispose() => _runs.Dispose();
    }
}
