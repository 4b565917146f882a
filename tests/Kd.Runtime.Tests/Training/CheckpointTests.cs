using Kd.IO;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Training;

/// <summary>The weights of a teacher on its way.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Fact]
    public void The_weights_of_an_epoch_are_those_that_it_ended_with()
    {
        var epochs = new List<Dictionary<string, byte[]>>();

        var result = Teacher(_tiny.Options with { Epochs = 4 }, [1, 3], epochs.Add);

        Assert.Equal(["teacher.epoch1.safetensors", "teacher.epoch3.safetensors", "teacher.safetensors"], Weights(result));
        foreach (var epoch in new[] { 1, 3 })
        {
            using var model = new TinyTeacher();
            ModelWeights.Load(model, CheckpointOf(result, epoch));
            Assert.Equal(epochs[epoch - 1], Tensors.Bytes(model));
        }
    }

    [Fact]
    public void A_student_follows_the_epoch_that_it_names()
    {
        var teacher = Teacher(_tiny.Options with { Epochs = 3 }, [1]);
        using var loop = new TinyLoop(After(teacher));

        var (early, kept) = (loop.Run.Frozen(new TinyTeacher(), "TinyTeacher", epoch: 1), loop.Run.Frozen(new TinyTeacher(), "TinyTeacher"));

        using var first = new TinyTeacher();
        ModelWeights.Load(first, CheckpointOf(teacher, 1));
        Assert.Equal(Tensors.Bytes(first), Tensors.Bytes(early));
        Assert.NotEqual(Tensors.Bytes(kept), Tensors.Bytes(early));
        Assert.DoesNotContain(early.parameters(), parameter => parameter.requires_grad);
    }

    [Fact]
    public void An_epoch_that_is_not_there_is_named()
    {
        var teacher = Teacher(_tiny.Options with { Epochs = 2 }, [1, 7]);
        using var loop = new TinyLoop(After(teacher));

        var refusal = Assert.Throws<KdException>(() => loop.Run.Frozen(new TinyTeacher(), "TinyTeacher", epoch: 7));

        Assert.Equal("KD3010", refusal.Id);
        Assert.Contains("TinyTeacher had after epoch 7", refusal.Message);
        Assert.Contains(CheckpointOf(teacher, 7), refusal.Message);
    }

    [Fact]
    public void What_a_longer_run_left_is_not_taken_for_that_of_a_shorter()
    {
        var options = _tiny.Options;
        Teacher(options with { Epochs = 3 }, [1, 3]);

        var shorter = Teacher(options with { Epochs = 2 }, [1, 3]);

        Assert.Equal(["teacher.epoch1.safetensors", "teacher.safetensors"], Weights(shorter));
    }

    public void Dispose() => _tiny.Dispose();

    private static string CheckpointOf(RunResult teacher, int epoch) => Path.Combine(Path.GetDirectoryName(teacher.WeightsFile)!, $"teacher.epoch{epoch}.safetensors");

    private static IEnumerable<string?> Weights(RunResult result) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(result.WeightsFile)!, "*.safetensors").Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static RunResult Teacher(RunOptions options, int[] checkpoints, Action<Dictionary<string, byte[]>>? afterEpoch = null)
    {
        TinyTeacher? teacher = null;
        using var loop = new TinyLoop(options, "TinyTeacher", StageRole.Teacher) { AfterEpoch = _ => afterEpoch?.Invoke(Tensors.Bytes(teacher!)) };
        teacher = loop.Learner(new TinyTeacher());
        loop.Run.Checkpoint(checkpoints);
        loop.Train(batch => TinyLoop.TaskLoss(teacher, batch), teacher);
        return loop.Finish(teacher);
    }

    private RunOptions After(RunResult teacher) => _tiny.Options with { Weights = new Dictionary<string, string> { ["TinyTeacher"] = teacher.WeightsFile } };
}
