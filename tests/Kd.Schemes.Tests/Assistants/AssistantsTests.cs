using System.Reflection;
using Kd.Training;

namespace Kd.Schemes.Tests;

/// <summary>Students that teach in turn.</summary>
public sealed class AssistantsTests : IDisposable
{
    private readonly Runs _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void An_assistant_of_two_stages_teaches_with_the_weights_of_its_last_or_of_an_epoch_of_that()
    {
        TrainLarge();
        var first = _runs.Train(AssistantFirstDistiller.Run, new AssistantFirstDistiller.Options());
        var second = _runs.Train(AssistantDistiller.Run, new AssistantDistiller.Options());
        var young = _runs.Train(SmallestYoungDistiller.Run, new SmallestYoungDistiller.Options());
        var grown = _runs.Train(SmallestDistiller.Run, new SmallestDistiller.Options());

        var afterOne = second.Learning.First(call => call.Epoch == 2).Weights;
        Assert.Empty(Directory.GetFiles(first.Folder, "*epoch*"));
        Assert.All(young.Teaching, call => Assert.Equal(0, call.Weights.DistanceTo(afterOne)));
        Assert.All(grown.Teaching, call => Assert.Equal(0, call.Weights.DistanceTo(second.Weights)));
        Assert.NotEmpty(young.Teaching);
        Assert.True(afterOne.DistanceTo(second.Weights) > 1e-3);
        Assert.True(afterOne.DistanceTo(first.Weights) > 1e-3);
    }

    [Fact]
    public void A_model_that_a_group_trained_teaches_a_student_after_it()
    {
        TrainLarge();
        var group = _runs.Train(TogetherDistiller.Run, new TogetherDistiller.Options { Epochs = 1 });
        var heir = _runs.Train(HeirDistiller.Run, new HeirDistiller.Options());

        Assert.Equal("Companion", group.Result.Peer);
        Assert.All(heir.Teaching, call => Assert.Equal((false, 0), (call.IsTraining, call.Weights.DistanceTo(group.Weights))));
        Assert.Equal(heir.Learning.Count, heir.Teaching.Count);
    }

    [Theory]
    [InlineData("Staged.middle", "Staged.hint")]
    [InlineData("Staged", "Staged.middle")]
    [InlineData("Smallest.young", "Assistant")]
    [InlineData("Assistant.first", "Large")]
    [InlineData("Phoenix.generation1", "Phoenix.Baseline")]
    [InlineData("Phoenix", "Phoenix.generation1")]
    [InlineData("together", "Large")]
    [InlineData("Pupil", "Wide")]
    [InlineData("Heir", "Companion")]
    public void A_stage_comes_after_those_whose_weights_it_reads(string stage, string before) =>
        Assert.Contains(before, typeof(Staged).Assembly.GetCustomAttributes<DistillStageAttribute>().Single(s => s.Name == stage).After);

    private void TrainLarge() => _runs.Train(LargeTrainer.Run, new LargeTrainer.Options { Epochs = 1 });
}
