using Kd.Losses;
using Kd.Training;
using TorchSharp;

namespace Kd.GeneratedCode.Tests;

/// <summary>The words of students that teach themselves, from attribute to run: what their losses are given, and what learns from them.</summary>
public sealed class SelfTeachingTests : IDisposable
{
    private readonly Runs _runs = new();
    private readonly Watch _watch = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public SelfTeachingTests() => Recording.Changed.Clear();

    public void Dispose()
    {
        _scope.Dispose();
        _watch.Dispose();
        _runs.Dispose();
    }

    [Fact]
    public void Exits_and_their_features_are_given_in_order_with_the_models_own_last()
    {
        Exits(o => o with { ByotFeatureWeight = 0.01 });

        var (exits, features) = (new[] { _watch.Places[0], _watch.Logits }, _watch.Places[1..]);
        Assert.Equal(new Byot(featureWeight: 0.01).Forward(exits, features, _watch.Labels).ToDouble(), _runs.Losses()["byot"], 1e-5);
        Assert.Equal(new Dks(temperature: 2).Forward(exits, _watch.Labels).ToDouble(), _runs.Losses()["dks"], 1e-5);
    }

    [Fact]
    public void What_the_deepest_exit_teaches_trains_the_shallow_ones_alone()
    {
        Exits(o => o with { DksWeight = 0, ByotLabelWeight = 0, ByotDeepestLabelWeight = 0 });

        Assert.Equal(["2x8", "5x8", "8x6"], Recording.Changed.Order());
    }

    [Fact]
    public void Labels_train_all_exits_and_the_features_only_the_first_ones()
    {
        Exits(o => o with { DksWeight = 0, ByotResponseWeight = 0, ByotFeatureWeight = 0 });

        Assert.Equal(["2x5", "2x8", "5x9", "8x6", "9x8"], Recording.Changed.Order());
    }

    [Fact]
    public void Synergy_trains_all_exits()
    {
        Exits(o => o with { ByotWeight = 0, DksLabelWeight = 0 });

        Assert.Equal(["2x5", "2x8", "5x9", "8x6", "9x8"], Recording.Changed.Order());
    }

    [Fact]
    public void A_self_teachers_logits_come_first_and_then_the_maps_and_the_refined_ones()
    {
        Refining();

        Assert.Equal(new Frskd().Forward(_watch.Logits, _watch.Places, _watch.Labels).ToDouble(), _runs.Losses()["frskd"], 1e-4);
    }

    [Fact]
    public void A_self_teacher_learns_from_the_labels_and_not_from_what_it_teaches()
    {
        Refining();
        Assert.Equal(["2x24", "2x36", "4x1x3x3", "6x4x1x1"], Recording.Changed.Order());

        Recording.Changed.Clear();
        Refining(o => o with { FrskdLabelWeight = 0 });
        Assert.Equal(["2x24", "4x1x3x3"], Recording.Changed.Order());
    }

    [Fact]
    public void The_answers_of_a_batch_of_pairs_are_mixed_by_the_features()
    {
        BatchStudentDistiller.Run(new() { Output = _runs.Folder("student"), Reporter = new Quiet(), BakePooledTemperature = 0.5 });

        // Each of the 70 samples and its partner.
        Assert.Equal([140, 2], _watch.Logits.shape);
        Assert.True(_watch.Labels[..70].eq(_watch.Labels[70..]).all().ToBoolean());
        Assert.Equal(new Bake(temperature: 0.5).Forward(_watch.Logits, _watch.Places[0]).ToDouble(), _runs.Losses()["bake.pooled"], 1e-5);
    }

    private void Exits(Func<ExitStudentDistiller.Options, ExitStudentDistiller.Options>? change = null)
    {
        var options = new ExitStudentDistiller.Options { Output = _runs.Folder("student"), Reporter = new Quiet() };
        ExitStudentDistiller.Run(change?.Invoke(options) ?? options);
    }

    private void Refining(Func<RefiningStudentDistiller.Options, RefiningStudentDistiller.Options>? change = null)
    {
        var options = new RefiningStudentDistiller.Options { Output = _runs.Folder("student"), Reporter = new Quiet() };
        RefiningStudentDistiller.Run(change?.Invoke(options) ?? options);
    }
}
