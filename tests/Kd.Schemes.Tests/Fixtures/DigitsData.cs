using System.Globalization;
using System.IO.Compression;
using Kd.Data;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>The 1,797 digits of the sample, split as it splits them.</summary>
internal static class DigitsData
{
    private static readonly Lazy<float[][]> _rows = new(() => [.. Rows()]);

    /// <summary>What is done to training samples when they are read to be trained on: nothing unless a test asks for it.</summary>
    public static Func<ImageBatch, ImageBatch>? View { get; set; }

    [DistillationData]
    public static DistillationData<ImageBatch> Load(DataContext context)
    {
        var rows = _rows.Value;
        var images = tensor(rows.SelectMany(row => row[..^1]).Select(pixel => pixel / 16).ToArray()).reshape(-1, 1, 8, 8);
        var labels = tensor(rows.Select(row => (long)row[^1]).ToArray());
        var data = DistillationData<ImageBatch>.Split(new(images, labels, arange(rows.Length, ScalarType.Int64)), labels, train: 0.6, validation: 0.2, seed: 1);
        return View is { } view ? data with { Train = data.Train.Augmented(view) } : data;
    }

    private static IEnumerable<float[]> Rows()
    {
        using var resource = typeof(DigitsData).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using var text = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
        {
            yield return [.. line.Split(',').Select(value => float.Parse(value, CultureInfo.InvariantCulture))];
        }
    }
}
