using Kd.Data;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Results.Data;

/// <summary>A part of Fashion-MNIST: 28x28 grey images of ten kinds of clothes (Xiao, Rasul, Vollgraf 2017).</summary>
public static class FashionMnist
{
    /// <summary>How many images are trained on: the first of the training file.</summary>
    public const int TrainCount = 6_000;

    /// <summary>How many choose the epoch: those behind them.</summary>
    public const int ValidationCount = 2_000;

    /// <summary>How many are tested with: the whole test file.</summary>
    public const int TestCount = 10_000;

    private const int Side = 28;
    private static readonly Scalar _scale = 1 / 255.0, _mean = -0.2860, _one = 1, _perDeviation = 1 / 0.3530;

    /// <summary>Where Debian's package <c>dataset-fashion-mnist</c> puts it.</summary>
    public const string Folder = "/usr/share/datasets/fashion-mnist";

    /// <summary>Whether the files are in a folder.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsIn(string folder) =>
        new[] { "train", "t10k" }.All(part => File.Exists(Images(folder, part)) && File.Exists(Labels(folder, part)));

    /// <summary>The three parts. Half of the training images, by chance, are mirrored.</summary>
    /// <param name="context">The folder of the four files.</param>
    /// <exception cref="KdException">A file is damaged.</exception>
    [DistillationData]
    public static DistillationData<ImageBatch> Load(DataContext context)
    {
        var known = Read(context.Path, "train", TrainCount + ValidationCount);
        var test = Read(context.Path, "t10k", TestCount);
        var data = new DistillationData<ImageBatch>(
            Dataset.InMemory(known.Map(t => t[..TrainCount])), Dataset.InMemory(known.Map(t => t[TrainCount..])), Dataset.InMemory(test));
        return data with { Train = data.Train.Augmented(batch => batch with { Images = Augmentation.Flip(batch.Images) }) };
    }

    private static ImageBatch Read(string folder, string part, int count)
    {
        using ArrayFile images = ArrayFile.Idx(Images(folder, part)), labels = ArrayFile.Idx(Labels(folder, part));
        var first = arange(count, ScalarType.Int64);
        var pixels = images.Read(first).to_type(ScalarType.Float32).reshape(count, 1, Side, Side);
        return new(pixels.mul(_scale).add(_mean, _one).mul(_perDeviation), labels.Read(first).to_type(ScalarType.Int64), first);
    }

    private static string Images(string folder, string part) => Path.Combine(folder, $"{part}-images-idx3-ubyte.gz");

    private static string Labels(string folder, string part) => Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz");
}
