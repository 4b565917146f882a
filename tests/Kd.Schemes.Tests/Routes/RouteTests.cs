using Kd.Training;

namespace Kd.Schemes.Tests;

/// <summary>A student that follows the epochs of its teacher's own training.</summary>
public sealed class RouteTests(RouteTests.Fixture fixture) : IClassFixture<RouteTests.Fixture>
{
    private readonly Trained _teacher = fixture.Teacher;

    [Fact]
    public void The_teacher_leaves_the_weights_that_it_has_at_the_end_of_an_epoch()
    {
        // These are what the next epoch begins with.
        Assert.Equal(0, Checkpoint(1).DistanceTo(_teacher.Learning.First(call => call.Epoch == 2).Weights));
        Assert.Equal(0, Checkpoint(3).DistanceTo(_teacher.Learning.First(call => call.Epoch == 4).Weights));
        Assert.Equal(2, Directory.GetFiles(_teacher.Folder, "teacher.epoch*.safetensors").Length);
    }

    [Fact]
    public void Each_stage_has_the_teacher_of_its_epoch()
    {
        var young = fixture.Runs.Train(FollowerYoungDistiller.Run, new FollowerYoungDistiller.Options());
        var older = fixture.Runs.Train(FollowerOlderDistiller.Run, new FollowerOlderDistiller.Options());
        var grown = fixture.Runs.Train(FollowerDistiller.Run, new FollowerDistiller.Options());

        Assert.All(
            [(young, Checkpoint(1)), (older, Checkpoint(3)), (grown, _teacher.Weights)],
            pair => Assert.All(pair.Item1.Teaching, call => Assert.Equal(0, call.Weights.DistanceTo(pair.Item2))));
        Assert.True(Checkpoint(1).DistanceTo(Checkpoint(3)) > 0.01);
        Assert.True(Checkpoint(1).DistanceTo(_teacher.Weights) > 0.01);
        Assert.Equal(0, grown.Learning[0].Weights.DistanceTo(older.Weights));
    }

    [Fact]
    public void A_stage_without_its_teachers_epoch_says_what_to_do()
    {
        // As if the teacher had been trained before it had [Checkpoints].
        using var runs = new Runs();
        var teacher = runs.Train(LargeTrainer.Run, new LargeTrainer.Options { Epochs = 1 });
        File.Delete(Path.Combine(teacher.Folder, "teacher.epoch1.safetensors"));

        var error = Assert.Throws<KdException>(() => runs.Train(FollowerYoungDistiller.Run, new FollowerYoungDistiller.Options()));

        Assert.Equal("KD3010", error.Id);
        Assert.Contains("[Checkpoints(1)]", error.Message);
    }

    private Weights Checkpoint(int epoch) => Weights.Read(Path.Combine(_teacher.Folder, $"teacher.epoch{epoch}.safetensors"));

    public sealed class Fixture : IDisposable
    {
        public Fixture() => Teacher = Runs.Train(LargeTrainer.Run, new LargeTrainer.Options());

        internal Runs Runs { get; } = new();

        internal Trained Teacher { get; }

        public void Dispose() => Runs.Dispose();
    }
}
