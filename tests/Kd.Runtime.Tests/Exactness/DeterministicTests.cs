using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Exactness;

/// <summary><c>[Train(Deterministic = true)]</c>: the switch is on for the run and no longer.</summary>
public sealed class DeterministicTests : ScopedTest
{
    [Fact]
    public void On_the_CPU_a_run_has_the_bytes_that_it_has_without()
    {
        using var tiny = new TinyRun();

        Assert.Equal(
            File.ReadAllBytes(TinyDistiller.Run(tiny.Options).WeightsFile),
            File.ReadAllBytes(TinyDistiller.Run(tiny.Options with { Deterministic = true }).WeightsFile));
    }

    [Fact]
    public void An_operation_that_has_no_such_algorithm_is_an_error_and_then_none()
    {
        using var tiny = new TinyRun();
        var request = new StageRequest { Assembly = "", Stage = "TinyStudent", Output = tiny["out"], ProjectFolder = "", Device = "cpu", Settings = new Dictionary<string, string> { ["train.deterministic"] = "true" } };

        var failure = Assert.Throws<KdException>(() => StageRun.Of(request, tiny.Options with { OnBatch = (_, _) => Unpool() }, options => TinyDistiller.Run(options with { Weights = tiny.Options.Weights })));

        Assert.Equal("KD3050", failure.Id);
        Assert.StartsWith("max_unpooling2d_forward_out does not have a deterministic implementation, and [Train(Deterministic = true)] demands one.", failure.Message);
        Unpool();
    }

    [Fact]
    public void New_memory_is_not_filled_with_NaN()
    {
        using var tiny = new TinyRun();
        var isFinite = false;

        TinyDistiller.Run(tiny.Options with { Deterministic = true, OnBatch = (_, _) => isFinite = Tensors.AreFinite(empty(1000)) });

        Assert.True(isFinite);
    }

    private static void Unpool()
    {
        var (values, places) = nn.functional.max_pool2d_with_indices(rand(1, 1, 4, 4), [2, 2]);
        nn.functional.max_unpool2d(values, places, [4, 4]);
    }
}
