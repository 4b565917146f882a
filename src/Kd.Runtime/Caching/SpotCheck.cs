using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>What a teacher gives today for a few samples, chosen by chance: a file that has something else is of another time.</summary>
/// <param name="rows">The numbers of the rows of these samples.</param>
/// <param name="outputs">What the teacher gives for them at each place.</param>
internal sealed class SpotCheck(long[] rows, Tensor[] outputs)
{
    private const int Samples = 16;

    /// <summary>What the teacher gives at each place, on the CPU.</summary>
    public IReadOnlyList<Tensor> Outputs { get; } = [.. outputs.Select(output => output.cpu())];

    /// <summary>Asks a teacher. To be called in a dispose scope.</summary>
    /// <param name="samples">How many samples there are.</param>
    /// <param name="views">How many views of each.</param>
    /// <param name="teach">Gives what the teacher says of samples, in a view.</param>
    /// <param name="seed">Chooses the samples.</param>
    public static SpotCheck Of(long samples, int views, Func<Tensor, int, Tensor[]> teach, int seed)
    {
        var random = new Random(seed);
        var view = random.Next(views);
        var numbers = Enumerable.Range(0, (int)Math.Min(Samples, samples)).Select(_ => random.NextInt64(samples)).ToArray();
        return new([.. numbers.Select(number => number + (view * samples))], teach(tensor(numbers, ScalarType.Int64, CPU), view));
    }

    /// <summary>What differs in a file, for a message; nothing if it has what the teacher gives.</summary>
    public string? Fault(CacheFile file, IReadOnlyList<OutputCodec> codecs, IReadOnlyList<CachedPlace> places)
    {
        using var scope = NewDisposeScope();
        var stored = codecs.Split(file.Read(rows));
        for (var i = 0; i < codecs.Count; i++)
        {
            if (codecs[i].Distance(stored[i], Outputs[i]) is var distance && distance > codecs[i].Tolerance)
            {
                return FormattableString.Invariant($"of {rows.Length} samples that were tried, the teacher gives other {places[i].Id} now (they differ by {distance:P2} of the largest)");
            }
        }

        return null;
    }
}
