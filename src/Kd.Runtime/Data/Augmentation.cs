using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>
/// Random changes of batches of images, for <see cref="Dataset{TBatch}.Augmented"/>. What they draw repeats with the run's seed, and a run that
/// goes on from a checkpoint draws what it would have drawn. Teacher and student see the same batch.
/// </summary>
/// <example>
/// <code>
/// data.Train.Augmented(batch => batch with { Images = Augmentation.Flip(Augmentation.PadAndCrop(batch.Images, padding: 4)) })
/// </code>
/// </example>
public static class Augmentation
{
    // Integers are not added with a factor in floating point.
    private static readonly Scalar _wholeOne = 1;

    /// <summary>Mirrors each image, left to right, or leaves it as it is.</summary>
    /// <param name="images">(B, C, H, W), of any type.</param>
    /// <param name="probability">The chance that an image is mirrored, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The images have another shape, or the chance is none.</exception>
    public static Tensor Flip(Tensor images, double probability = 0.5)
    {
        RequireImages(images);
        RequirePart(probability);
        using var scope = NewDisposeScope();
        var mirrored = rand([images.size(0), 1, 1, 1], ScalarType.Float32, images.device).ge(Scalars.Of(1 - probability));
        return where(mirrored, images.flip(3), images).MoveToOuterDisposeScope();
    }

    /// <summary>Puts a margin around each image and cuts an image of the old size out of it, at a place of its own.</summary>
    /// <param name="images">(B, C, H, W), of any type.</param>
    /// <param name="padding">The margin in pixels, at least 0: 4 for 32x32 (He, Zhang, Ren, Sun 2016).</param>
    /// <param name="fill">The margin's value. In images that are not normalised yet, 0 is black; in those that are, the mean.</param>
    /// <exception cref="ArgumentException">The images have another shape, or the margin is negative.</exception>
    public static Tensor PadAndCrop(Tensor images, int padding, double fill = 0)
    {
        RequireImages(images);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        using var scope = NewDisposeScope();
        var (count, channels, height, width) = (images.size(0), images.size(1), images.size(2), images.size(3));
        var padded = nn.functional.pad(images, [padding, padding, padding, padding], PaddingModes.Constant, fill);
        var rows = Places(height).reshape(count, 1, height, 1).expand(count, channels, height, padded.size(3));
        var columns = Places(width).reshape(count, 1, 1, width).expand(count, channels, height, width);
        return padded.gather(2, rows).gather(3, columns).MoveToOuterDisposeScope();

        Tensor Places(long size) => randint(0, (2 * padding) + 1, [count, 1], ScalarType.Int64, images.device)
            .add(arange(size, ScalarType.Int64, images.device), _wholeOne);
    }

    /// <summary>
    /// Random Erasing (Zhong, Zheng, Kang, Li, Yang 2020): fills a rectangle of an image, of random area, aspect and place. A rectangle that is
    /// higher or wider than the image is cut to it, where the paper draws again; the aspect is drawn evenly in its logarithm, as in torchvision.
    /// </summary>
    /// <param name="images">(B, C, H, W), of any type.</param>
    /// <param name="probability">The chance that an image loses a rectangle, from 0 to 1.</param>
    /// <param name="smallest">The smallest part of the image's area, above 0.</param>
    /// <param name="largest">The largest part of the image's area, up to 1.</param>
    /// <param name="aspect">The smallest ratio of height to width, above 0 and up to 1; the largest is its inverse.</param>
    /// <param name="fill">What is filled in. 0 in normalised images is their mean.</param>
    /// <exception cref="ArgumentException">The images have another shape, or a parameter is out of its range.</exception>
    public static Tensor Erase(
        Tensor images, double probability = 0.5, double smallest = 0.02, double largest = 0.4, double aspect = 0.3, double fill = 0)
    {
        RequireImages(images);
        RequirePart(probability);
        RequirePart(largest);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(smallest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(smallest, largest);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(aspect);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(aspect, 1);
        using var scope = NewDisposeScope();
        var (count, height, width) = (images.size(0), images.size(2), images.size(3));
        var (area, shape) = (Drawn(smallest * height * width, largest * height * width), Drawn(Math.Log(aspect), -Math.Log(aspect)).exp());
        var inside = Inside(area.mul(shape), height, 2).logical_and(Inside(area.div(shape), width, 3));
        var erased = inside.logical_and(Drawn(0, 1).lt(Scalars.Of(probability)));
        return images.masked_fill(erased, Scalars.Of(fill)).MoveToOuterDisposeScope();

        Tensor Drawn(double from, double to) =>
            rand([count, 1, 1, 1], ScalarType.Float32, images.device).mul(Scalars.Of(to - from)).add(Scalars.Of(from));

        // Which of the pixels along a dimension are between the rectangle's edges.
        Tensor Inside(Tensor squaredLength, long size, int dimension)
        {
            var whole = Scalars.Of(size);
            var length = squaredLength.sqrt().round().clamp_max(whole);
            var begin = Drawn(0, 1).mul(length.neg().add(Scalars.Of(size + 1))).floor();
            long[] along = dimension == 2 ? [1, 1, size, 1] : [1, 1, 1, size];
            var pixels = arange(size, ScalarType.Float32, images.device).reshape(along);
            return pixels.ge(begin).logical_and(pixels.lt(begin.add(length, Scalars.One)));
        }
    }

    /// <summary>
    /// mixup (Zhang, Cisse, Dauphin, Lopez-Paz 2018): lambda x + (1 - lambda) x', of images and labels alike; x' is another order of the batch,
    /// lambda, one for the batch, is drawn from Beta(alpha, alpha).
    /// </summary>
    /// <param name="images">(B, C, H, W) or any other shape (B, ...), floating point.</param>
    /// <param name="labels">Class numbers (B), 64-bit integers, or the probabilities (B, C) of a batch that was mixed before.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="alpha">Above 0: the larger, the more are images mixed in halves. The paper has 0.2 for ImageNet and 1 for CIFAR.</param>
    /// <returns>The images, and the probabilities of the classes (B, C), which <see cref="TaskLoss"/> takes for labels.</returns>
    /// <exception cref="ArgumentException">The images or labels are of another type or shape, or a label is no class.</exception>
    public static (Tensor Images, Tensor Labels) Mixup(Tensor images, Tensor labels, long classes, double alpha = 0.2)
    {
        if (!images.is_floating_point())
        {
            throw new ArgumentException($"mixup takes images in floating point, but got {images.dtype}. Make numbers of them before, by Select.", nameof(images));
        }

        using var scope = NewDisposeScope();
        var probabilities = Probabilities(images, labels, classes);
        var (share, partners) = (Beta(alpha), Partners(images));
        return (Mixed(images, partners, share).MoveToOuterDisposeScope(), Mixed(probabilities, partners, share).MoveToOuterDisposeScope());
    }

    /// <summary>
    /// CutMix (Yun, Han, Oh, Chun, Choe, Yoo 2019): a rectangle of each image is that of another image of the batch, and the labels are mixed by
    /// its area. The rectangle, one for the batch, has the part 1 - lambda of the area, lambda from Beta(alpha, alpha), around an even place;
    /// what is outside of the image is cut off and not counted, as in the authors' code.
    /// </summary>
    /// <param name="images">(B, C, H, W), of any type.</param>
    /// <param name="labels">Class numbers (B), 64-bit integers, or the probabilities (B, C) of a batch that was mixed before.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="alpha">Above 0; 1, the paper's, draws lambda evenly.</param>
    /// <returns>The images, and the probabilities of the classes (B, C), which <see cref="TaskLoss"/> takes for labels.</returns>
    /// <exception cref="ArgumentException">The images or labels are of another type or shape, or a label is no class.</exception>
    public static (Tensor Images, Tensor Labels) CutMix(Tensor images, Tensor labels, long classes, double alpha = 1)
    {
        RequireImages(images);
        using var scope = NewDisposeScope();
        var probabilities = Probabilities(images, labels, classes);
        var (size, partners) = (Math.Sqrt(1 - Beta(alpha)), Partners(images));
        var (rows, columns) = (Cut(images.size(2)), Cut(images.size(3)));
        var mixed = images.clone();
        if (rows.Length > 0 && columns.Length > 0)
        {
            Rectangle(mixed).copy_(Rectangle(images).index_select(0, partners));
        }

        var share = 1 - ((double)rows.Length * columns.Length / (images.size(2) * images.size(3)));
        return (mixed.MoveToOuterDisposeScope(), Mixed(probabilities, partners, share).MoveToOuterDisposeScope());

        (long Begin, long Length) Cut(long whole)
        {
            var (half, middle) = ((long)(whole * size) / 2, (long)(whole * Draw()));
            var begin = Math.Max(middle - half, 0);
            return (begin, Math.Min(middle + half, whole) - begin);
        }

        Tensor Rectangle(Tensor of) => of.narrow(2, rows.Begin, rows.Length).narrow(3, columns.Begin, columns.Length);
    }

    private static Tensor Mixed(Tensor values, Tensor partners, double share)
    {
        // Tensors, not scalars: a scalar that is not held may be collected while native code reads it.
        var (own, other) = (tensor(share, values.dtype, values.device), tensor(1 - share, values.dtype, values.device));
        return values.mul(own).add(values.index_select(0, partners).mul(other), Scalars.One);
    }

    private static Tensor Partners(Tensor images) => randperm(images.size(0), ScalarType.Int64, images.device);

    private static Tensor Probabilities(Tensor images, Tensor labels, long classes)
    {
        if (labels.is_floating_point() && labels.dim() == 2 && labels.size(0) == images.size(0) && labels.size(1) == classes)
        {
            return labels;
        }

        if (labels.dtype != ScalarType.Int64 || labels.dim() != 1 || labels.size(0) != images.size(0))
        {
            throw new ArgumentException(
                $"Images are mixed with class numbers ({images.size(0)}), 64-bit integers, or probabilities ({images.size(0)}, {classes}), " +
                $"but the labels are {Shapes.Text(labels)} {labels.dtype}.", nameof(labels));
        }

        ClassLabels.RequireRange(labels, classes, "Mixing");
        return nn.functional.one_hot(labels, classes).to_type(images.is_floating_point() ? images.dtype : ScalarType.Float32);
    }

    // With torch's numbers, so that the run's seed and its checkpoints hold for them.
    private static double Draw() => rand(1, ScalarType.Float64, CPU).ToDouble();

    /// <summary>Draws from Beta(alpha, alpha): of two numbers from Gamma(alpha), the part of the first.</summary>
    private static double Beta(double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        var gamma = _standard_gamma(full([2], alpha, ScalarType.Float64, CPU));
        var (first, sum) = (gamma[0].ToDouble(), gamma.sum().ToDouble());

        // With a tiny alpha both may be too small to be numbers; one of the two is then all, by even chance.
        return sum > 0 ? first / sum : Math.Round(Draw());
    }

    private static void RequireImages(Tensor images)
    {
        if (images.dim() != 4)
        {
            throw new ArgumentException($"Images are (B, C, H, W), but got {Shapes.Text(images)}.", nameof(images));
        }
    }

    private static void RequirePart(double value)
    {
        if (!(value >= 0 && value <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A chance, or a part of an area, is from 0 to 1.");
        }
    }
}
