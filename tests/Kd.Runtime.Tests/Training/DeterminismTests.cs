using Kd.Tests.Training.Tiny;
using Kd.Training;
using TorchSharp.Modules;
using AdamW = Kd.Training.AdamW;
using Optimizer = Kd.Training.Optimizer;

namespace Kd.Tests.Training;

/// <summary>On the CPU, the same seed gives the same bytes.</summary>
public sealed class DeterminismTests : IDisposable
{
    private static readonly Dictionary<string, Func<IEnumerable<Parameter>, Optimizer>> _optimizers = new()
    {
        ["Sgd"] = parameters => new Sgd(parameters, 0.05, momentum: 0.9),
        ["AdamW"] = parameters => new AdamW(parameters, 0.01),
    };

    private readonly TinyRun _tiny = new();

    public static TheoryData<string> Optimizers { get; } = [.. _optimizers.Keys];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void The_same_seed_gives_the_same_file(string optimizer)
    {
        Assert.Equal(Weights(seed: 7, optimizer), Weights(seed: 7, optimizer));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Another_seed_gives_another(string optimizer)
    {
        Assert.NotEqual(Weights(seed: 7, optimizer), Weights(seed: 8, optimizer));
    }

    [Fact]
    public void What_happened_before_in_the_process_does_not_matter()
    {
        var first = Weights(seed: 7, "Sgd");
        rand(100).Dispose();
        using (nn.Linear(10, 10))
        {
            Assert.Equal(first, Weights(seed: 7, "Sgd"));
        }
    }

    public void Dispose() => _tiny.Dispose();

    private byte[] Weights(int seed, string optimizer)
    {
        var result = TinyDistiller.Run(_tiny.Options with { Seed = seed, Optimizer = _optimizers[optimizer], Keep = Keep.Last });
        return File.ReadAllBytes(result.WeightsFile);
    }
}
