using Kd.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelZoo;

/// <summary>
/// Reads the binary version of CIFAR-100: for each image a byte with the coarse label, one with the fine label, and 3,072 with the red, the
/// green and the blue pixels, row by row.
/// </summary>
internal static class CifarFile
{
    private const int Side = 32;
    private const int PixelsAt = 2;
    private const int RecordSize = PixelsAt + (3 * Side * Side);

    /// <summary>Reads a file of a folder.</summary>
    /// <returns>The images as bytes (N, 3, 32, 32), and their fine labels.</returns>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="InvalidDataException">It has not the size, or not the labels, of such a file.</exception>
    public static ImageBatch Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"CIFAR-100's {name} is not in {folder}. Unpack https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz and give its folder: "
                + "-p:KdDataPath=path/to/cifar-100-binary");
        }

        var bytes = File.ReadAllBytes(path);
        if (bytes.Length == 0 || bytes.Length % RecordSize != 0)
        {
            throw new InvalidDataException(
                $"{path} has {bytes.Length} bytes, which is no multiple of the {RecordSize} of an image of CIFAR-100's binary version. Download it again.");
        }

        var records = tensor(bytes).reshape(-1, RecordSize);
        var labels = records.select(1, 1).to_type(ScalarType.Int64);
        var largest = labels.max().ToInt64();
        if (largest >= Cifar100.Classes)
        {
            throw new InvalidDataException($"{path} has the label {largest}; those of CIFAR-100 are below {Cifar100.Classes}. Is it CIFAR-10?");
        }

        return new(records[.., PixelsAt..].reshape(-1, 3, Side, Side), labels, arange(labels.size(0), ScalarType.Int64));
    }
}
