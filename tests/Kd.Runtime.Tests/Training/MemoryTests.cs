using Kd.Tests.Training.Tiny;

namespace Kd.Tests.Training;

/// <summary>A run holds no more tensors the longer it lasts.</summary>
public sealed class MemoryTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Fact]
    public void After_a_thousand_steps_there_are_as_many_tensors_as_after_ten()
    {
        var counts = new Dictionary<int, long>();

        TinyDistiller.Run(_tiny.Options with
        {
            Epochs = 1,
            BatchSize = 1,
            TrainingSamples = 1000,
            AfterStep = at =>
            {
                if (at.Step + 1 is 10 or 1000)
                {
                    counts[at.Step + 1] = LiveTensors(collect: at.Step + 1 == 10);
                }
            },
        });

        Assert.Equal(counts[10], counts[1000]);
    }

    [Fact]
    public void After_twenty_epochs_there_are_as_many_tensors_as_after_two()
    {
        var counts = new Dictionary<int, long>();

        TinyDistiller.Run(_tiny.Options with
        {
            Epochs = 20,
            AfterEpoch = epoch =>
            {
                if (epoch is 2 or 20)
                {
                    counts[epoch] = LiveTensors(collect: epoch == 2);
                }
            },
        });

        Assert.Equal(counts[2], counts[20]);
    }

    [Fact]
    public void Managed_memory_is_collected_between_steps_and_not_within_them()
    {
        var (within, between, ended) = (0, 0, GC.CollectionCount(0));

        TinyDistiller.Run(_tiny.Options with
        {
            Epochs = 1,
            BatchSize = 1,
            TrainingSamples = 200,
            AfterStep = _ =>
            {
                between += GC.CollectionCount(0) - ended;
                var begun = GC.CollectionCount(0);
                for (var i = 0; i < 50; i++)
                {
                    GC.KeepAlive(new byte[20_000]);
                }

                ended = GC.CollectionCount(0);
                within += ended - begun;
            },
        });

        Assert.Equal(0, within);
        Assert.InRange(between, 4, 8);
    }

    public void Dispose() => _tiny.Dispose();

    /// <summary>What came before is collected first, so that its finalizers do not hide what comes after.</summary>
    private static long LiveTensors(bool collect)
    {
        if (collect)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Tensor.TotalCount;
    }
}
