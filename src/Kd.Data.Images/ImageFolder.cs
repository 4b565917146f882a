using System.Buffers;
using System.Runtime.ExceptionServices;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>
/// Images in a folder for each class, as <c>FOLDER/CLASS/image.jpg</c>, which are decoded when they are read. Images are bytes (B, 3, H, W), red,
/// green and blue, scaled until they cover H x W and cut to its middle; labels are the numbers of the classes in the order of their names, sample
/// ids those of the files.
/// </summary>
/// <remarks>Transparency is left out, and so is the direction in which a camera was held; of moving pictures the first is taken.</remarks>
/// <example>
/// <code>
/// var flowers = ImageFolder.Open(Path.Combine(context.Path, "flowers"), height: 224, width: 224, context.Cancellation);
/// var data = DistillationData&lt;ImageBatch&gt;.SplitDataset(flowers, flowers.Labels(), train: 0.8, validation: 0.1, seed: 1);
/// return new(data.Train.Select(Normalized), data.Validation.Select(Normalized), data.Test.Select(Normalized));
/// </code>
/// </example>
public sealed class ImageFolder : Dataset<ImageBatch>
{
    private const int Channels = 3;

    private static readonly string[] _extensions = [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif"];

    private readonly long[] _labels;
    private readonly int _height, _width;

    private ImageFolder(string path, string[] classes, (string File, long Class)[] images, int height, int width)
    {
        (Path, Classes, _height, _width) = (path, classes, height, width);
        Files = [.. images.Select(image => image.File)];
        _labels = [.. images.Select(image => image.Class)];
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The names of the classes, by their numbers.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The images' files, by the samples' numbers.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <inheritdoc/>
    public override long Count => Files.Count;

    /// <summary>Finds the images of a folder: jpg, jpeg, png, webp, bmp and gif. None is decoded yet.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="height">H, in pixels.</param>
    /// <param name="width">W, in pixels.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <param name="classes">The classes by their numbers, such as those of the folder that is trained on; nothing for the folders that are there.</param>
    /// <exception cref="KdException">The folder is not there (KD3030), has no images, or has one of another class (KD3033).</exception>
    public static ImageFolder Open(string path, int height, int width, CancellationToken cancellation = default, IReadOnlyList<string>? classes = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (!Directory.Exists(path))
        {
            throw new KdException("KD3030", $"The folder {System.IO.Path.GetFullPath(path)} is not there. Relative paths start from KdDataPath: DataContext.Path.");
        }

        string[] folders = [.. Directory.GetDirectories(path).Select(folder => System.IO.Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];
        string[] names = [.. classes ?? folders];
        if (folders.FirstOrDefault(folder => !names.Contains(folder)) is { } other)
        {
            throw new KdException("KD3033", $"{path} has the folder {other}, which is none of the {names.Length} classes {string.Join(", ", names.Take(10))}.");
        }

        var images = new List<(string, long)>();
        foreach (var folder in folders)
        {
            cancellation.ThrowIfCancellationRequested();
            images.AddRange(Directory.EnumerateFiles(System.IO.Path.Combine(path, folder)).Where(IsImage).Order(StringComparer.Ordinal)
                .Select(file => (file, (long)Array.IndexOf(names, folder))));
        }

        return images.Count > 0 ? new(path, names, [.. images], height, width) : throw new KdException(
            "KD3033", $"{path} has no images. They are expected in a folder for each class, as in {System.IO.Path.Combine(path, "cat", "1.jpg")} ({string.Join(", ", _extensions)}).");
    }

    /// <summary>The class numbers of all samples: (N), 64-bit integers, without decoding any.</summary>
    public Tensor Labels() => tensor(_labels, device: CPU);

    /// <inheritdoc/>
    /// <exception cref="KdException">An image cannot be decoded (KD3034).</exception>
    public override ImageBatch Read(Tensor indices)
    {
        var numbers = indices.data<long>().ToArray();
        var size = Channels * _height * _width;
        var pixels = ArrayPool<byte>.Shared.Rent(checked(numbers.Length * size));
        try
        {
            Decode(numbers, pixels, size);
            var images = empty([numbers.Length, Channels, _height, _width], ScalarType.Byte, CPU);
            if (numbers.Length > 0)
            {
                pixels.AsSpan(0, numbers.Length * size).CopyTo(images.bytes);
            }

            return new(images, tensor([.. numbers.Select(number => _labels[number])], device: CPU), indices.clone());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pixels);
        }
    }

    private void Decode(long[] numbers, byte[] pixels, int size)
    {
        try
        {
            Parallel.For(0, numbers.Length, i => ImageDecoder.Decode(Files[(int)numbers[i]], _height, _width, pixels.AsSpan(i * size, size)));
        }
        catch (AggregateException e)
        {
            // One image is enough to tell.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    private static bool IsImage(string file) =>
        !System.IO.Path.GetFileName(file).StartsWith('.') && _extensions.Contains(System.IO.Path.GetExtension(file).ToLowerInvariant());
}
