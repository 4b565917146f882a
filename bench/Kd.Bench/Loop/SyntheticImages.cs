using Kd.Data;
using static TorchSharp.torch;

namespace Kd.Bench.Loop;

/// <summary>Random images of 3x32x32 with random labels, the same in every process.</summary>
internal static class SyntheticImages
{
    public const int BatchSize = 64;

    /// <summary>The clock of this process, told when the generated loop begins a step.</summary>
    public static StepClock? Clock { get; set; }

    /// <summary>A training part of as many batches as the clock wants; the others, which are not measured, have one batch.</summary>
    [DistillationData]
    public static DistillationData<ImageBatch> Load(DataContext context)
    {
        var clock = Clock ?? throw new InvalidOperationException("These images are made for a clock.");
        var (images, labels) = Make(clock.Steps);
        var batch = new ImageBatch(images, labels, arange(labels.size(0), ScalarType.Int64));
        var other = Dataset.InMemory(batch.Map(t => t.narrow(0, 0, BatchSize)));
        return new(new ClockedDataset(Dataset.InMemory(batch), clock), other, other);
    }

    /// <summary>Images (N, 3, 32, 32) and labels (N).</summary>
    public static (Tensor Images, Tensor Labels) Make(int batches)
    {
        using var generator = new Generator(1);
        var images = randn(batches * BatchSize, 3, 32, 32, generator: generator);
        return (images, randint(0, ResNet.Classes, [batches * BatchSize], ScalarType.Int64, generator: generator));
    }

    private sealed class ClockedDataset(Dataset<ImageBatch> inner, StepClock clock) : Dataset<ImageBatch>
    {
        public override long Count => inner.Count;

        public override ImageBatch Read(Tensor indices)
        {
            // A run that has to know shapes reads one sample first.
            if (indices.numel() > 1)
            {
                clock.Tick();
            }

            return inner.Read(indices);
        }
    }
}
