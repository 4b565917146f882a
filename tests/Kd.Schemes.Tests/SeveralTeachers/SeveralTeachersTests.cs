using Kd.Losses;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>A student of two teachers: what each term is given of whom.</summary>
public sealed class SeveralTeachersTests(SeveralTeachersTests.Fixture fixture) : IClassFixture<SeveralTeachersTests.Fixture>
{
    private readonly Trained _large = fixture.Large;
    private readonly Trained _wide = fixture.Wide;
    private readonly Trained _pupil = fixture.Pupil;

    [Fact]
    public void Response_follows_the_mean_of_the_logits()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var images = ByHand.Samples().Images;
        var student = ByHand.Model<Pupil>(_pupil.Learning[0].Weights).call(images);
        var (wide, large) = (ByHand.Model<Wide>(_wide.Weights).call(images), ByHand.Model<Large>(_large.Weights).call(images));
        var expected = new Response(temperature: 2).Forward(student, stack([wide, large]).mean([0])).ToDouble();

        Assert.InRange(_pupil.Metrics[0].Losses["response"], expected - ByHand.Rounding, expected + ByHand.Rounding);
        Assert.NotInRange(new Response(temperature: 2).Forward(student, large).ToDouble(), expected - 0.01, expected + 0.01);
    }

    [Fact]
    public void A_term_without_a_name_follows_the_mean_and_one_that_names_a_teacher_that_one()
    {
        var given = _pupil.Watch.Given.Where(g => g.Loss is Mimic && g.Epoch == 1).ToList();
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var images = ByHand.Samples(given[0].SampleIds).Images;
        var (wide, large) = (ByHand.Model<Wide>(_wide.Weights).call(images), ByHand.Model<Large>(_large.Weights).call(images));

        Assert.Equal(3, given.Count);
        Assert.All([(stack([wide, large]).mean([0]), given[0]), (large, given[1]), (wide, given[2])], pair => Assert.InRange(pair.Item2.Teacher[0].DistanceTo(pair.Item1), 0, ByHand.Rounding));
        Assert.True(given[1].Teacher[0].DistanceTo(given[2].Teacher[0]) > 0.1);
    }

    [Fact]
    public void A_loss_that_tells_teachers_apart_has_all_in_the_order_of_their_declaration()
    {
        var given = _pupil.Watch.Given.First(g => g.Loss is Chorus);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var images = ByHand.Samples(given.SampleIds).Images;

        Assert.Equal(2, given.Teacher.Length);
        Assert.InRange(given.Teacher[0].DistanceTo(ByHand.Model<Wide>(_wide.Weights).call(images)), 0, ByHand.Rounding);
        Assert.InRange(given.Teacher[1].DistanceTo(ByHand.Model<Large>(_large.Weights).call(images)), 0, ByHand.Rounding);
    }

    [Fact]
    public void Teachers_that_count_by_their_confidence_are_those()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var samples = ByHand.Samples();
        var student = ByHand.Model<Pupil>(_pupil.Learning[0].Weights).call(samples.Images);
        var teachers = new[] { ByHand.Model<Wide>(_wide.Weights).call(samples.Images), ByHand.Model<Large>(_large.Weights).call(samples.Images) };
        var expected = new MultiTeacherResponse(temperature: 2, combination: TeacherCombination.Confidence).Forward(student, teachers, samples.Labels).ToDouble();

        Assert.Equal(expected, _pupil.Metrics[0].Losses["multiTeacherResponse"], ByHand.Rounding);
    }

    [Fact]
    public void A_hint_is_of_the_teacher_that_has_it()
    {
        var given = _pupil.Watch.Given.Where(g => g.Loss is Trace && g.Epoch == 1).ToList();
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var images = ByHand.Samples(given[0].SampleIds).Images;
        var (large, wide) = (ByHand.Model<Large>(_large.Weights), ByHand.Model<Wide>(_wide.Weights));
        using var ofLarge = new Large.Taps(large);
        using var ofWide = new Wide.Taps(wide);
        large.call(images);
        wide.call(images);

        Assert.Equal(2, given.Count);
        Assert.InRange(given[0].Teacher[0].DistanceTo(ofLarge.Early.Take()), 0, ByHand.Rounding);
        Assert.InRange(given[1].Teacher[0].DistanceTo(ofWide.Wide.Take()), 0, ByHand.Rounding);
    }

    [Fact]
    public void The_teachers_get_no_gradients_and_do_not_change()
    {
        Assert.Equal(4, _pupil.Teaching.Count);
        Assert.All(_pupil.Teaching, call => Assert.False(call.HasGradients));
        Assert.All(_pupil.Calls<Large>(), call => Assert.Equal(0, call.Weights.DistanceTo(_large.Weights)));
        Assert.All(_pupil.Calls<Wide>(), call => Assert.Equal(0, call.Weights.DistanceTo(_wide.Weights)));
        Assert.All(_pupil.Watch.Given, given => Assert.All(given.Teacher, values => Assert.False(values.HasGradient)));
        Assert.All(_pupil.Watch.Given, given => Assert.All(given.Student, values => Assert.True(values.HasGradient)));
    }

    [Fact]
    public void Each_teacher_is_reported() => Assert.Equal(
        [new TeacherResult("Wide", _wide.Result.Test, _wide.Result.Parameters), new TeacherResult("Large", _large.Result.Test, _large.Result.Parameters)],
        _pupil.Result.Teachers);

    public sealed class Fixture : IDisposable
    {
        private readonly Runs _runs = new();

        public Fixture()
        {
            Large = _runs.Train(LargeTrainer.Run, new LargeTrainer.Options());
            Wide = _runs.Train(WideTrainer.Run, new WideTrainer.Options());
            Pupil = _runs.Train(PupilDistiller.Run, new PupilDistiller.Options());
        }

        internal Trained Large { get; }

        internal Trained Wide { get; }

        internal Trained Pupil { get; }

        public void Dispose() => _runs.Dispose();
    }
}
