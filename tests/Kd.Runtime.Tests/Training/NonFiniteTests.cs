using System.Runtime.InteropServices;
using Kd.IO;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Training;

/// <summary>Losses that are no numbers, that explode, and memory that is not enough.</summary>
public sealed class NonFiniteTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Fact]
    public void The_step_changes_nothing_and_leaves_its_batch()
    {
        using var scope = NewDisposeScope();
        Tensor? images = null;
        var options = _tiny.Options with
        {
            Poison = at => at is { Epoch: 2, Step: 1 },
            OnBatch = (at, batch) => images = at is { Epoch: 2, Step: 1 } ? batch.Images.clone().MoveToOuterDisposeScope() : images,
        };

        var failure = Assert.Throws<KdException>(() => TinyDistiller.Run(options));

        var file = Path.Combine(options.Output!, "nonfinite.epoch2.step1.safetensors");
        Assert.Contains($"The term guided.early became NaN in epoch 2, step 1 (its batch: {file}).", failure.Message);
        var batch = SafeTensors.Read(file);
        Assert.Equal(["Images", "Labels", "SampleIds"], batch.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(images!.bytes.ToArray(), batch["Images"].bytes.ToArray());
    }

    [Fact]
    public void A_step_that_is_skipped_is_as_if_it_had_not_been()
    {
        List<Dictionary<string, byte[]>> weights = [];
        using var loop = new TinyLoop(_tiny.Options with { Epochs = 1, NonFinite = NonFinite.Skip, Checkpoints = _tiny["c"], CheckpointMinutes = 0 }) { AfterStep = _ => weights.Add(Tensors.Bytes(_student!)) };
        _student = loop.Learner(new TinyStudent());
        var step = 0;

        loop.Train(batch => TinyLoop.TaskLoss(_student, batch).mul(step++ == 1 ? double.NaN : 1), _student);

        Assert.Equal(weights[0], weights[1]);
        Assert.NotEqual(weights[1], weights[2]);
        var warning = Assert.Single(_tiny.Recorder.Lines, line => line.StartsWith("KD2", StringComparison.Ordinal));
        Assert.StartsWith("KD2103: 1 of 3 steps of epoch 1 were skipped, since a loss or gradient was not finite: The term total became NaN in epoch 1, step 1 (its batch: ", warning);
    }

    [Fact]
    public void Batch_statistics_and_memories_of_a_step_that_is_skipped_are_as_they_were()
    {
        List<Dictionary<string, byte[]>> states = [];
        var model = nn.Sequential(nn.Flatten(), nn.BatchNorm1d(16, device: CPU), nn.Linear(16, 3, device: CPU));
        using var loop = new TinyLoop(_tiny.Options with { Epochs = 1, NonFinite = NonFinite.Skip }) { AfterStep = _ => states.Add(Tensors.Bytes(model)) };
        loop.Learner(model);
        var step = 0;

        loop.Train(batch => TinyLoop.TaskLoss(model, step++ == 1 ? batch with { Images = batch.Images.mul(double.NaN) } : batch), model);

        Assert.Contains("1.running_mean", states[0].Keys);
        Assert.Equal(states[0], states[1]);
        Assert.NotEqual(states[1]["1.running_mean"], states[2]["1.running_mean"]);
        Assert.All(model.parameters().Concat(model.buffers()), tensor => Assert.True(Tensors.AreFinite(tensor)));
    }

    [Fact]
    public void A_step_whose_loss_is_finite_and_whose_gradient_is_not_is_skipped_too()
    {
        List<Dictionary<string, byte[]>> weights = [];
        using var loop = new TinyLoop(_tiny.Options with { Epochs = 1, NonFinite = NonFinite.Skip }) { AfterStep = _ => weights.Add(Tensors.Bytes(_student!)) };
        _student = loop.Learner(new TinyStudent());
        var step = 0;

        loop.Train(batch => TinyLoop.TaskLoss(_student, batch) is var loss && step++ == 1 ? RootOfZero(loss) : loss, _student);

        Assert.Equal(weights[0], weights[1]);
        Assert.NotEqual(weights[1], weights[2]);
        Assert.All(_student.parameters(), parameter => Assert.True(Tensors.AreFinite(parameter)));
        var warning = Assert.Single(_tiny.Recorder.Lines, line => line.StartsWith("KD2", StringComparison.Ordinal));
        Assert.Contains("The gradient of stem.0.weight became NaN in epoch 1, step 1 (its batch: ", warning);
    }

    [Fact]
    public void A_run_that_stops_says_that_the_weights_were_spoilt_before()
    {
        using var loop = new TinyLoop(_tiny.Options with { Epochs = 1 });
        var student = loop.Learner(new TinyStudent());

        var failure = Assert.Throws<KdException>(() => loop.Train(batch => RootOfZero(TinyLoop.TaskLoss(student, batch)), student));

        Assert.Contains("The term total became NaN in epoch 1, step 1", failure.Message);
        Assert.Contains("The weights stem.0.weight had become NaN before, by a gradient that was not finite.", failure.Message);
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(0, "checkpoints")]
    public void Weights_that_a_gradient_has_spoilt_are_neither_validated_nor_saved(int faulty, string? checkpoints)
    {
        var folder = checkpoints is null ? null : _tiny[checkpoints];
        using var loop = new TinyLoop(_tiny.Options with { Epochs = 1, Keep = Keep.Last, Checkpoints = folder, CheckpointMinutes = 0 });
        var (student, step) = (loop.Learner(new TinyStudent()), 0);

        var failure = Assert.Throws<KdException>(() => loop.Train(batch => TinyLoop.TaskLoss(student, batch) is var loss && step++ == faulty ? RootOfZero(loss) : loss, student));

        Assert.Equal("KD3002", failure.Id);
        Assert.StartsWith($"The gradient of stem.0.weight became NaN in epoch 1, step {faulty} (its batch: ", failure.Message);
        Assert.Empty(folder is null ? [] : Directory.GetFiles(folder, "*.safetensors"));
    }

    [Fact]
    public void An_epoch_of_which_all_is_skipped_is_an_error()
    {
        var failure = Assert.Throws<KdException>(() => TinyDistiller.Run(_tiny.Options with { NonFinite = NonFinite.Skip, Poison = at => at.Epoch == 2 }));

        Assert.Equal("KD3002", failure.Id);
        Assert.StartsWith("All 3 steps of epoch 2 had losses or gradients that are not finite", failure.Message);
    }

    [Fact]
    public void A_checkpoint_never_has_what_is_no_number()
    {
        var options = _tiny.Options with { Checkpoints = _tiny["c"], CheckpointMinutes = 0, Poison = at => at is { Epoch: 2, Step: 1 } };
        Assert.Throws<KdException>(() => TinyDistiller.Run(options));

        var resumed = TinyDistiller.Run(options with { Poison = null });

        Assert.Equal(File.ReadAllBytes(TinyDistiller.Run(_tiny.Options).WeightsFile), File.ReadAllBytes(resumed.WeightsFile));
    }

    [Fact]
    public void A_loss_that_explodes_is_told_of_once()
    {
        using var loop = new TinyLoop(_tiny.Options with { Epochs = 4 });
        var student = loop.Learner(new TinyStudent());
        var step = 0;

        loop.Train(batch => TinyLoop.TaskLoss(student, batch).mul(0).add(step++ < 3 ? 1 : 5000), student);

        Assert.StartsWith("KD2102: The loss has exploded: the total was 1 in the first step, and its mean in epoch 2 is 5000.", Assert.Single(_tiny.Recorder.Lines, line => line.StartsWith("KD", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 2.00 GiB.\nException raised from ...", 64, "try half as many, -p:KdSet=TinyStudent/train.batchSize=32")]
    [InlineData("[enforce fail at alloc_cpu.cpp:127] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 1 bytes.", 1, "one sample already")]
    public void Memory_that_is_not_enough_is_told_with_a_batch_size_to_try(string words, int batchSize, string advice)
    {
        var request = new StageRequest { Assembly = "", Stage = "TinyStudent", Output = _tiny["out"], ProjectFolder = "", Device = "cpu" };

        var failure = Assert.Throws<KdException>(() => StageRun.Of(request, new TinyDistiller.Options { BatchSize = batchSize }, _ => throw new ExternalException(words)));

        Assert.Equal("KD3021", failure.Id);
        Assert.Contains(words.Split('\n')[0].TrimEnd('.'), failure.Message);
        Assert.Contains(advice, failure.Message);
    }

    [Fact]
    public void What_libtorch_says_of_memory_is_known()
    {
        var request = new StageRequest { Assembly = "", Stage = "TinyStudent", Output = _tiny["out"], ProjectFolder = "", Device = "cpu" };

        Assert.Equal("KD3021", Assert.Throws<KdException>(() => StageRun.Of(request, new TinyDistiller.Options(), _ =>
        {
            using var large = empty([1L << 50], ScalarType.Byte, CPU);
            throw new InvalidOperationException("This machine has a petabyte.");
        })).Id);
    }

    [Fact]
    public void Other_faults_stay_what_they_are()
    {
        var request = new StageRequest { Assembly = "", Stage = "TinyStudent", Output = _tiny["out"], ProjectFolder = "", Device = "cpu" };

        Assert.Throws<ExternalException>(() => StageRun.Of(request, new TinyDistiller.Options(), _ => throw new ExternalException("shapes")));
    }

    public void Dispose() => _tiny.Dispose();

    // 0, with a gradient of infinity times 0.
    private static Tensor RootOfZero(Tensor loss) => loss.mul(0).sqrt();

    private TinyStudent? _student;
}
