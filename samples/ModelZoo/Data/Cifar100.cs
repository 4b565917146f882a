using Kd;
using Kd.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ModelZoo;

/// <summary>CIFAR-100: 60,000 colour images of 32x32 pixels, in 100 classes (Krizhevsky 2009).</summary>
public static class Cifar100
{
    /// <summary>The classes.</summary>
    public const int Classes = 100;

    private const int Padding = 4;
    private const double ValidationShare = 0.1;

    // The normalisation of RepDistiller: of red, green and blue.
    private static readonly float[] _mean = [0.5071f, 0.4867f, 0.4408f], _deviation = [0.2675f, 0.2565f, 0.2761f];
    private static readonly Scalar _white = 255, _half = 0.5;

    /// <summary>
    /// The training file, the last tenth of it to choose the epoch with, and the test file. Images are trained on at a random place within a
    /// black margin of four pixels, and half of the times mirrored.
    /// </summary>
    /// <param name="context">The folder of <c>train.bin</c> and <c>test.bin</c>.</param>
    /// <exception cref="FileNotFoundException">One of them is not there.</exception>
    /// <exception cref="InvalidDataException">One of them is not a file of CIFAR-100.</exception>
    [DistillationData]
    public static DistillationData<ImageBatch> Load(DataContext context)
    {
        var known = CifarFile.Read(context.Path, "train.bin");
        var validation = (long)Math.Ceiling(known.Labels.size(0) * ValidationShare);
        return new(
            new NormalizedImages(known.Map(t => t[..^(int)validation])).Augmented(batch => batch with { Images = RandomlyMirrored(RandomlyShifted(batch.Images)) }),
            new NormalizedImages(known.Map(t => t[^(int)validation..])),
            new NormalizedImages(CifarFile.Read(context.Path, "test.bin")));
    }

    /// <summary>Shifts each image (B, 3, H, W) by up to four pixels in each direction; what comes in is black.</summary>
    internal static Tensor RandomlyShifted(Tensor images)
    {
        var (count, height, width) = (images.size(0), images.size(2), images.size(3));
        var black = Normalized(zeros(1, 3, 1, 1));
        var padded = nn.functional.pad(images - black, [Padding, Padding, Padding, Padding]);
        var rows = Offsets().add(arange(height)).reshape(count, 1, height, 1).expand(count, 3, height, padded.size(3));
        var columns = Offsets().add(arange(width)).reshape(count, 1, 1, width).expand(count, 3, height, width);
        return padded.gather(2, rows).gather(3, columns) + black;

        Tensor Offsets() => randint(0, (2 * Padding) + 1, [count, 1], ScalarType.Int64);
    }

    /// <summary>Mirrors about half of the images (B, 3, H, W).</summary>
    internal static Tensor RandomlyMirrored(Tensor images) => where(rand(images.size(0), 1, 1, 1).gt(_half), images.flip(3), images);

    private static Tensor Normalized(Tensor images) => (images - tensor(_mean).reshape(1, 3, 1, 1)) / tensor(_deviation).reshape(1, 3, 1, 1);

    /// <summary>Images that are held as bytes, a quarter of the memory, and normalised when they are read.</summary>
    private sealed class NormalizedImages(ImageBatch bytes) : Dataset<ImageBatch>
    {
        public override long Count { get; } = bytes.Labels.size(0);

        public override ImageBatch Read(Tensor indices)
        {
            var batch = bytes.Map(t => t.index_select(0, indices));
            return batch with { Images = Normalized(batch.Images.to_type(ScalarType.Float32).div(_white)) };
        }
    }
}
