using System.Reflection;
using Kd.Data;
using Kd.Losses;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>The samples of the training part by their classes, to give each a partner of its own class.</summary>
internal sealed class ClassPairs
{
    private const string Labels = "Labels";

    // The samples of a class, and where among them each sample is.
    private readonly long[][] _members;
    private readonly int[] _places;

    /// <summary>Sorts samples.</summary>
    /// <param name="labels">Their classes, by their numbers.</param>
    public ClassPairs(long[] labels)
    {
        _members = new long[labels.Length][];
        _places = new int[labels.Length];
        foreach (var samples in labels.Select((label, sample) => (label, sample: (long)sample)).GroupBy(s => s.label, s => s.sample))
        {
            long[] members = [.. samples];
            for (var place = 0; place < members.Length; place++)
            {
                (_members[members[place]], _places[members[place]]) = (members, place);
            }
        }
    }

    /// <summary>Reads the labels of all samples, once.</summary>
    /// <exception cref="KdException">The batches have no <c>Labels</c>, or these are not one whole number for each sample (KD3011).</exception>
    public static ClassPairs Of<TBatch>(Dataset<TBatch> data)
        where TBatch : IBatch<TBatch>
    {
        const long atOnce = 256;
        var property = typeof(TBatch).GetProperty(Labels, BindingFlags.Public | BindingFlags.Instance);
        if (property?.PropertyType != typeof(Tensor))
        {
            throw Unlabelled<TBatch>($"has no tensor {Labels}");
        }

        var labels = new List<long>();
        for (long begin = 0; begin < data.Count; begin += atOnce)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(atOnce, data.Count - begin);
            var read = property.GetValue(data.Read(arange(begin, begin + count, ScalarType.Int64, CPU))) as Tensor;
            if (read is null || read.is_floating_point() || read.dim() != 1 || read.size(0) != count)
            {
                throw Unlabelled<TBatch>($"has {(read is null ? "no" : $"{read.dtype}")} {Labels}{(read is null ? "" : " " + Shapes.Text(read))} for {count} samples");
            }

            labels.AddRange(read.to(ScalarType.Int64).cpu().contiguous().data<long>().ToArray());
        }

        return new([.. labels]);
    }

    /// <summary>Draws a partner for each of some samples: another of its class, all with the same chance; itself if it is the only one.</summary>
    /// <param name="samples">The samples' numbers: (B), 64-bit integers, on the CPU.</param>
    /// <param name="generator">What decides.</param>
    public Tensor PartnersOf(Tensor samples, Generator generator)
    {
        using var scope = NewDisposeScope();
        var chances = rand([samples.size(0)], ScalarType.Float64, CPU, generator: generator).data<double>().ToArray();
        var partners = samples.data<long>().ToArray();
        for (var i = 0; i < partners.Length; i++)
        {
            var (members, place) = (_members[partners[i]], _places[partners[i]]);
            if (members.Length > 1)
            {
                var other = (int)(chances[i] * (members.Length - 1));
                partners[i] = members[other < place ? other : other + 1];
            }
        }

        return tensor(partners, ScalarType.Int64, CPU).MoveToOuterDisposeScope();
    }

    private static KdException Unlabelled<TBatch>(string what) => new(
        "KD3011", $"{typeof(TBatch).Name} {what}, but a term wants pairs of samples of one class, and so one class number for each sample: " +
        $"Tensor {Labels} (B), 64-bit integers. Give the batch such {Labels}, or take the term away.");
}
