using Kd;
using Kd.Data;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelZoo;

/// <summary>CIFAR-100: 60,000 colour images of 32x32 pixels, in 100 classes (Krizhevsky 2009).</summary>
public static class Cifar100
{
    /// <summary>The classes.</summary>
    public const int Classes = 100;

    private const int Side = 32;
    private const int Padding = 4;
    private const double ValidationShare = 0.1;

    // A byte with the coarse label, one with the fine label, and the red, the green and the blue pixels, row by row.
    private const int LabelAt = 1;
    private const int PixelsAt = 2;
    private const int RecordSize = PixelsAt + (3 * Side * Side);

    // The normalisation of RepDistiller: of red, green and blue.
    private static readonly float[] _mean = [0.5071f, 0.4867f, 0.4408f], _deviation = [0.2675f, 0.2565f, 0.2761f];
    private static readonly Scalar _white = 255;

    /// <summary>
    /// The training file, the last tenth of it to choose the epoch with, and the test file. Images are trained on at a random place within a
    /// black margin of four pixels, and half of the times mirrored.
    /// </summary>
    /// <param name="context">The folder of <c>train.bin</c> and <c>test.bin</c>.</param>
    /// <exception cref="FileNotFoundException">One of them is not there.</exception>
    /// <exception cref="KdException">One of them is not a file of CIFAR-100.</exception>
    [DistillationData]
    public static DistillationData<ImageBatch> Load(DataContext context)
    {
        var known = Read(context.Path, "train.bin");
        var validation = (long)Math.Ceiling(known.Count * ValidationShare);
        var train = known.Slice(0, known.Count - validation)
            .Augmented(batch => batch with { Images = Augmentation.Flip(Augmentation.PadAndCrop(batch.Images, Padding)) });
        return new(train.Select(Normalized), known.Slice(train.Count, validation).Select(Normalized), Read(context.Path, "test.bin").Select(Normalized));
    }

    /// <summary>The records of a file in CIFAR-100's binary version, which stay there until they are read. Pixels are bytes.</summary>
    private static Dataset<ImageBatch> Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"CIFAR-100's {name} is not in {folder}. Unpack https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz and give its folder: "
                + "-p:KdDataPath=path/to/cifar-100-binary");
        }

        return Dataset.FromFiles(
            [ArrayFile.Raw(path, ScalarType.Byte, RecordSize)],
            (rows, ids) => new ImageBatch(rows[0][.., PixelsAt..].reshape(-1, 3, Side, Side), rows[0].select(1, LabelAt).to_type(ScalarType.Int64), ids));
    }

    private static ImageBatch Normalized(ImageBatch bytes) => bytes with
    {
        Images = (bytes.Images.to_type(ScalarType.Float32).div(_white) - tensor(_mean).reshape(1, 3, 1, 1)) / tensor(_deviation).reshape(1, 3, 1, 1),
    };
}
