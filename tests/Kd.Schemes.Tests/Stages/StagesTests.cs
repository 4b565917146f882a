using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>The stages of a student: weights, parts, terms, optimizers and epochs.</summary>
public sealed class StagesTests(StagesTests.Fixture fixture) : IClassFixture<StagesTests.Fixture>
{
    private const int Early = 24;
    private const int Late = 16;
    private readonly Trained _hint = fixture.Hint;
    private readonly Trained _middle = fixture.Middle;
    private readonly Trained _last = fixture.Last;

    [Fact]
    public void A_stage_begins_with_exactly_the_weights_that_the_one_before_left()
    {
        Assert.Equal(0, _middle.Learning[0].Weights.DistanceTo(_hint.Weights));
        Assert.Equal(0, _last.Learning[0].Weights.DistanceTo(_middle.Weights));

        // And it learns: these are not the same weights over and over.
        Assert.All([(_hint.Learning[0].Weights, _hint), (_hint.Weights, _middle), (_middle.Weights, _last)], pair => Assert.True(pair.Item1.DistanceTo(pair.Item2.Weights) > 0.01));
    }

    [Fact]
    public void A_term_of_all_stages_goes_on_with_its_adapter()
    {
        AssertGoesOn(_middle, "late", Late, _hint);
        AssertGoesOn(_last, "late", Late, _middle);
        Assert.True(_middle.Parts.In("trace.late").DistanceTo(_hint.Parts.In("trace.late")) > 0.001);
    }

    [Fact]
    public void A_term_goes_on_with_its_adapter_over_a_stage_that_lacks_it()
    {
        Assert.Equal(0, _middle.Parts.In("trace.early").DistanceTo(_hint.Parts.In("trace.early")));
        AssertGoesOn(_last, "early", Early, _middle);
    }

    [Fact]
    public void A_term_of_one_stage_is_not_in_another()
    {
        Assert.Equal(["trace.early", "trace.late", "total"], StagedHintDistiller.Losses.Names);
        Assert.Equal(["response", "trace.late", "total"], StagedMiddleDistiller.Losses.Names);
        Assert.Equal(["taskLoss", "trace.early", "trace.late", "total"], StagedDistiller.Losses.Names);
        Assert.All(_hint.Metrics, epoch => Assert.Equal(StagedHintDistiller.Losses.Names, epoch.Losses.Keys));
        Assert.All(_middle.Metrics, epoch => Assert.Equal(StagedMiddleDistiller.Losses.Names, epoch.Losses.Keys));
        Assert.All(_last.Metrics, epoch => Assert.Equal(StagedDistiller.Losses.Names, epoch.Losses.Keys));
    }

    [Fact]
    public void A_stage_has_its_own_optimizer_schedule_and_epochs_or_those_of_all()
    {
        Assert.Equal([0.02, 0.02], _hint.Metrics.Select(epoch => epoch.LearningRate));
        Assert.Equal([0.1], _middle.Metrics.Select(epoch => epoch.LearningRate));
        Assert.Equal([0.1, 0.1, 0.05, 0.05], _last.Metrics.Select(epoch => epoch.LearningRate));
        Assert.Equal((0.9, 0.0, 0.0), (new StagedHintDistiller.Options().SgdMomentum, new StagedMiddleDistiller.Options().SgdMomentum, new StagedDistiller.Options().SgdMomentum));
    }

    [Fact]
    public void A_stage_that_has_a_rule_ends_early()
    {
        var middle = fixture.MiddleOf(epochs: 60);

        Assert.InRange(middle.Result.Epochs, 2, 59);
        Assert.Equal(middle.Result.Epochs, middle.Result.KeptEpoch);
        Assert.Null(typeof(StagedHintDistiller.Options).GetProperty(nameof(StagedMiddleDistiller.Options.EarlyStoppingPatience)));
        Assert.Null(typeof(StagedDistiller.Options).GetProperty(nameof(StagedMiddleDistiller.Options.EarlyStoppingPatience)));
    }

    [Fact]
    public void A_stage_that_another_follows_keeps_its_last_epoch()
    {
        // Whoever takes the trace alone has no use for the validation, which by chance was better before the end.
        var run = fixture.HintOf(epochs: 5);

        Assert.NotEqual(5, 1 + run.Metrics.ToList().FindIndex(epoch => epoch.Accuracy == run.Metrics.Max(e => e.Accuracy)));
        Assert.Equal((5, 5), (run.Result.Epochs, run.Result.KeptEpoch));
        Assert.Equal(0, run.Weights.In("head").DistanceTo(run.Learning[0].Weights.In("head")));
    }

    [Fact]
    public void The_baseline_has_the_epochs_of_all_stages() => Assert.Equal(2 + 1 + 4, new StagedBaseline.Options().Epochs);

    [Fact]
    public void The_result_has_the_students_parameters_alone() =>
        Assert.Equal(Weights.Of(new Staged()).Names, _last.Weights.Names);

    // What the loss is given at the first step is what the adapter, as it was left, makes of the student, as it was left.
    private static void AssertGoesOn(Trained run, string place, int width, Trained before)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var given = run.Watch.Given.First(g => g.Loss is Trace && g.Teacher[0].Shape[1] == width);
        var student = ByHand.Model<Staged>(before.Weights);
        student.train();
        using var taps = new Staged.Taps(student);
        student.call(ByHand.Samples(given.SampleIds).Images);
        var feature = (place == "early" ? taps.Early : taps.Late).Take();
        var adapter = before.Parts.In($"trace.{place}.adapter");
        var (weight, bias) = (Named("weight"), Named("bias"));
        var expected = nn.functional.linear(feature, weight, bias);

        Assert.InRange(given.Student[0].DistanceTo(expected), 0, ByHand.Rounding);
        Assert.True(given.Student[0].DistanceTo(expected.mul(2)) > 0.1);

        Tensor Named(string name)
        {
            var values = adapter[adapter.Names.Single(n => n.EndsWith(name, StringComparison.Ordinal))];
            return tensor(values.Numbers, ScalarType.Float32).reshape(values.Shape);
        }
    }

    public sealed class Fixture : IDisposable
    {
        private readonly Runs _runs = new();

        public Fixture()
        {
            _runs.Train(LargeTrainer.Run, new LargeTrainer.Options());
            Hint = HintOf(epochs: 2);
            Middle = MiddleOf(epochs: 1);
            Last = _runs.Train(StagedDistiller.Run, new StagedDistiller.Options());
        }

        internal Trained Hint { get; }

        internal Trained Middle { get; }

        internal Trained Last { get; }

        internal Trained MiddleOf(int epochs) => _runs.Train(StagedMiddleDistiller.Run, new StagedMiddleDistiller.Options { Epochs = epochs });

        internal Trained HintOf(int epochs) => _runs.Train(StagedHintDistiller.Run, new StagedHintDistiller.Options { Epochs = epochs });

        public void Dispose() => _runs.Dispose();
    }
}
