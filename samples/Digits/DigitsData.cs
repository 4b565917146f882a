using System.Globalization;
using System.IO.Compression;
using Kd;
using Kd.Data;
using static TorchSharp.torch;

namespace Digits;

/// <summary>1,797 handwritten digits of 8x8 pixels, embedded in the program; see data/README.md.</summary>
public static class DigitsData
{
    private const int Side = 8;
    private const float White = 16;
    private const string Resource = "digits.csv.gz";

    /// <summary>60 % to train on, 20 % to choose the epoch with, 20 % to test with, each class alike.</summary>
    [DistillationData]
    public static DistillationData<ImageBatch> Load(DataContext context)
    {
        var rows = ReadRows();
        var images = tensor(rows.SelectMany(row => row[..^1]).Select(pixel => pixel / White).ToArray()).reshape(-1, 1, Side, Side);
        var labels = tensor(rows.Select(row => (long)row[^1]).ToArray());
        var all = new ImageBatch(images, labels, SampleIds: arange(rows.Count, ScalarType.Int64));
        return DistillationData<ImageBatch>.Split(all, labels, train: 0.6, validation: 0.2, seed: 1);
    }

    private static List<float[]> ReadRows()
    {
        using var resource = typeof(DigitsData).Assembly.GetManifestResourceStream(Resource)!;
        using var text = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));
        var rows = new List<float[]>();
        while (text.ReadLine() is { } line)
        {
            rows.Add([.. line.Split(',').Select(value => Number(value, rows.Count + 1))]);
            if (rows[^1].Length != (Side * Side) + 1)
            {
                throw new InvalidDataException($"{Resource}, line {rows.Count}: {Side * Side} pixels and a label are expected, found {rows[^1].Length} values.");
            }
        }

        return rows;
    }

    private static float Number(string text, int line) =>
        float.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidDataException($"{Resource}, line {line}: '{text}' is not a number.");
}
