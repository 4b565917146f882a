using System.Globalization;
using System.IO.Compression;
using Kd;
using Kd.Data;
using static TorchSharp.torch;

namespace FromPyTorch;

/// <summary>The digits of samples/Digits, split by their numbers: a rule that Python follows as well, so that the teacher has seen no digit of the test.</summary>
public static class PyTorchDigits
{
    /// <summary>Of five digits the first three are to train on, the fourth is to choose the epoch with, the fifth to test with.</summary>
    [DistillationData]
    public static DistillationData<ImageBatch> Load(DataContext context)
    {
        var rows = ReadRows();
        return new(Part(number => number < 3), Part(number => number == 3), Part(number => number == 4));

        Dataset<ImageBatch> Part(Func<int, bool> belongs)
        {
            var chosen = Enumerable.Range(0, rows.Count).Where(i => belongs(i % 5)).ToList();
            return Dataset.InMemory(new ImageBatch(
                tensor(chosen.SelectMany(i => rows[i][..64]).Select(pixel => pixel / 16).ToArray()).reshape(-1, 1, 8, 8),
                tensor(chosen.Select(i => (long)rows[i][64]).ToArray()),
                tensor(chosen.Select(i => (long)i).ToArray())));
        }
    }

    private static List<float[]> ReadRows()
    {
        using var resource = typeof(PyTorchDigits).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using var text = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));
        var rows = new List<float[]>();
        while (text.ReadLine() is { } line)
        {
            rows.Add([.. line.Split(',').Select(value => float.Parse(value, CultureInfo.InvariantCulture))]);
        }

        return rows;
    }
}
