using Kd.Data;
using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Data;

public sealed class AugmentationTests : ScopedTest
{
    private const int Many = 4000;

    public static TheoryData<string> Names => [.. Changes.Keys];

    private static Dictionary<string, Func<ImageBatch, ImageBatch>> Changes { get; } = new()
    {
        ["flip"] = batch => batch with { Images = Augmentation.Flip(batch.Images) },
        ["crop"] = batch => batch with { Images = Augmentation.PadAndCrop(batch.Images, 1) },
        ["erase"] = batch => batch with { Images = Augmentation.Erase(batch.Images) },
        ["mixup"] = batch => Mixed(batch, Augmentation.Mixup(batch.Images, batch.Labels, 3)),
        ["cutmix"] = batch => Mixed(batch, Augmentation.CutMix(batch.Images, batch.Labels, 3)),
    };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.04)]
    [InlineData(0.9, 0.04)]
    [InlineData(1, 0)]
    public void Images_are_mirrored_with_their_chance_each(double probability, double tolerance)
    {
        var images = rand(Many, 2, 3, 4);

        var changed = Augmentation.Flip(images, probability);

        var mirrored = changed.eq(images.flip(3)).flatten(1).all(1);
        Assert.True(mirrored.logical_xor(changed.eq(images).flatten(1).all(1)).all().ToBoolean());
        Assert.InRange(mirrored.sum().ToInt64() / (double)Many, probability - tolerance, probability + tolerance);
    }

    [Fact]
    public void A_cropped_image_is_the_same_image_elsewhere_every_place_with_one_chance()
    {
        var images = zeros(Many, 2, 8, 8);
        images[.., .., 4, 4] = 5;

        var cropped = Augmentation.PadAndCrop(images, padding: 2, fill: -1);

        // A pixel of each channel, at one place; the place is up to two pixels away in either direction.
        var marks = cropped[.., 0].eq(5).nonzero();
        Assert.Equal(Tensors.Numbers(marks), Tensors.Numbers(cropped[.., 1].eq(5).nonzero()));
        Assert.Equal(Many, marks.size(0));
        var places = marks[.., 1].mul(8).add(marks[.., 2]).data<long>().ToArray().CountBy(place => place).ToList();
        Assert.Equal(25, places.Count);
        Assert.All(places, place => Assert.InRange(place.Value / (double)Many, 0.025, 0.06));

        // What comes in is the margin: an image whose mark stands two rows lower has two rows of it.
        var lowered = cropped[marks[.., 1].eq(6).nonzero().squeeze(1)];
        Assert.True(lowered[.., .., ..2].eq(-1).all().ToBoolean());
        Assert.Equal(lowered.size(0), lowered[.., 0, 2].ne(-1).any(1).sum().ToInt64());
        Assert.Equal(Tensors.Bytes(images), Tensors.Bytes(Augmentation.PadAndCrop(images, padding: 0)));
    }

    [Fact]
    public void Bytes_stay_bytes()
    {
        var images = randint(1, 256, [50, 3, 8, 8], ScalarType.Byte);

        Assert.Equal(ScalarType.Byte, Augmentation.Flip(images).dtype);
        Assert.Equal(ScalarType.Byte, Augmentation.PadAndCrop(images, 2).dtype);
        Assert.Equal(ScalarType.Byte, Augmentation.Erase(images).dtype);
        Assert.Equal(ScalarType.Byte, Augmentation.CutMix(images, zeros(50, ScalarType.Int64), 2).Images.dtype);
        Assert.Contains("mixup takes images in floating point", Assert.Throws<ArgumentException>(() => Augmentation.Mixup(images, zeros(50, ScalarType.Int64), 2)).Message);
    }

    [Fact]
    public void An_erased_image_lacks_one_rectangle_of_the_wanted_area_and_aspect()
    {
        const int side = 64;
        var images = ones(Many / 4, 2, side, side);

        var erased = Augmentation.Erase(images, probability: 0.75, smallest: 0.05, largest: 0.2, aspect: 0.5, fill: -3);

        var gone = erased.eq(-3);
        Assert.Equal(Tensors.Bytes(gone.to_type(ScalarType.Byte)), Tensors.Bytes(erased.ne(1).to_type(ScalarType.Byte)));
        Assert.True(gone[.., 0].eq(gone[.., 1]).all().ToBoolean());
        var heights = Tensors.Numbers(gone[.., 0].any(2).sum(1));
        var widths = Tensors.Numbers(gone[.., 0].any(1).sum(1));
        var areas = Tensors.Numbers(gone[.., 0].flatten(1).sum(1));
        var hit = areas.Count(area => area > 0);
        Assert.InRange(hit / (double)areas.Length, 0.70, 0.80);
        for (var i = 0; i < areas.Length; i++)
        {
            Assert.Equal(heights[i] * widths[i], areas[i]);
            if (areas[i] > 0)
            {
                // Whole pixels: a few percent more or less than was drawn.
                Assert.InRange(areas[i] / (side * side), 0.045, 0.212);
                Assert.InRange(heights[i] / widths[i], 0.46, 2.17);
            }
        }

        Assert.InRange(areas.Where(area => area > 0).Average() / (side * side), 0.118, 0.132);
        Assert.InRange(heights.Where((height, i) => height > widths[i]).Count() / (double)hit, 0.43, 0.56);
        Assert.Equal(areas.Length, gone[.., 0].flatten(1).any(1).sum().ToInt64() + areas.Count(area => area == 0));
    }

    [Fact]
    public void A_rectangle_larger_than_the_image_is_cut_to_it()
    {
        var erased = Augmentation.Erase(ones(200, 1, 4, 16), probability: 1, smallest: 1, largest: 1, aspect: 0.3);

        Assert.InRange(erased.eq(0).any(3).sum(2).squeeze(1).max().ToInt64(), 1, 4);
        Assert.True(erased.eq(0).flatten(1).any(1).all().ToBoolean());
    }

    [Theory]
    [InlineData(0.2, 0.101)]
    [InlineData(1, 0.25)]
    [InlineData(20, 0.438)]
    public void Mixup_mixes_images_and_labels_by_one_share(double alpha, double meanOfSmaller)
    {
        var smaller = new List<double>();
        for (var batch = 0; batch < 200; batch++)
        {
            // The pixels of an image of class c are c, so that the mean class of a mixed image is its pixel.
            var labels = arange(6, int64);
            var images = labels.to_type(float32).reshape(6, 1, 1, 1).expand(6, 1, 2, 2);

            var (mixed, probabilities) = Augmentation.Mixup(images, labels, classes: 6, alpha);

            Tensors.AssertClose("labels", mixed[.., 0, 0, 0], probabilities.mul(arange(6, float32)).sum(1), 1e-5, 1e-5);
            Tensors.AssertClose("sums", ones(6), probabilities.sum(1), 0, 1e-5);
            var two = probabilities.topk(2).values;
            if (two[.., 1].gt(0).any().ToBoolean())
            {
                smaller.Add(two[.., 1].max().ToDouble());
            }
        }

        // Four standard errors of the mean of 200.
        Assert.InRange(smaller.Average(), meanOfSmaller - 0.04, meanOfSmaller + 0.04);
    }

    [Fact]
    public void CutMix_takes_a_rectangle_of_another_image_and_its_share_of_the_labels()
    {
        const int side = 16;
        var shares = new List<double>();
        for (var batch = 0; batch < 200; batch++)
        {
            var labels = arange(6, int64);
            var images = labels.to_type(float32).reshape(6, 1, 1, 1).expand(6, 2, side, side);

            var (mixed, probabilities) = Augmentation.CutMix(images, labels, classes: 6);

            var foreign = mixed[.., 0].ne(labels.reshape(6, 1, 1));
            Assert.True(mixed[.., 0].eq(mixed[.., 1]).all().ToBoolean());
            var own = Tensors.Numbers(probabilities.gather(1, labels.unsqueeze(1)));
            var (areas, heights, widths) = (Tensors.Numbers(foreign.flatten(1).sum(1)), Tensors.Numbers(foreign.any(2).sum(1)), Tensors.Numbers(foreign.any(1).sum(1)));
            for (var i = 0; i < own.Length; i++)
            {
                Assert.Equal(heights[i] * widths[i], areas[i]);
                Assert.Equal(1 - (areas[i] / (side * side)), own[i], 5);
                shares.Add(own[i]);
            }

            Tensors.AssertClose("sums", ones(6), probabilities.sum(1), 0, 1e-5);
        }

        // Lambda is even, but a fifth of the images keep themselves for partners and rectangles are cut at the border.
        Assert.InRange(shares.Average(), 0.6, 0.8);
        Assert.Contains(shares, share => share < 0.3);
    }

    [Fact]
    public void Mixed_labels_can_be_mixed_again()
    {
        var (images, labels) = (rand(6, 1, 4, 4), arange(6, int64));
        var (once, soft) = Augmentation.Mixup(images, labels, 6, alpha: 1);

        var twice = Augmentation.CutMix(once, soft, 6);

        Tensors.AssertClose("sums", ones(6), twice.Labels.sum(1), 0, 1e-5);
    }

    [Fact]
    public void The_task_loss_of_mixed_labels_is_the_mixed_loss()
    {
        var (logits, first, second) = (Tensors.Learned(randn(5, 4)), tensor([0L, 1, 2, 3, 0]), tensor([3L, 1, 0, 2, 2]));
        var soft = nn.functional.one_hot(first, 4).to_type(float32).mul(0.3f).add(nn.functional.one_hot(second, 4).to_type(float32).mul(0.7f));
        var loss = new TaskLoss();

        var mixed = loss.Forward(logits, soft);

        var expected = loss.Forward(logits, first).mul(0.3f).add(loss.Forward(logits, second).mul(0.7f));
        Tensors.AssertClose("loss", expected, mixed, 1e-5, 1e-6);
        Assert.Contains("(5, 4) and (5, 3)", Assert.Throws<ArgumentException>(() => loss.Forward(logits, soft[.., ..3])).Message);
    }

    [Fact]
    public void What_cannot_be_mixed_or_changed_is_refused()
    {
        var images = rand(3, 1, 2, 2);

        Assert.Contains("takes labels from 0 to 1", Assert.Throws<ArgumentException>(() => Augmentation.Mixup(images, tensor([0L, 1, 2]), 2)).Message);
        Assert.Throws<ArgumentException>(() => Augmentation.CutMix(images, tensor([0L, 1]), 2));
        Assert.Throws<ArgumentException>(() => Augmentation.CutMix(images, rand(3, 4), 2));
        Assert.ThrowsAny<ArgumentException>(() => Augmentation.Mixup(images, tensor([0L, 1, 1]), 2, alpha: 0));
        Assert.Throws<ArgumentException>(() => Augmentation.Flip(rand(3, 2, 2)));
        Assert.ThrowsAny<ArgumentException>(() => Augmentation.Flip(images, double.NaN));
        Assert.ThrowsAny<ArgumentException>(() => Augmentation.PadAndCrop(images, -1));
        Assert.ThrowsAny<ArgumentException>(() => Augmentation.Erase(images, smallest: 0.5, largest: 0.4));
        Assert.ThrowsAny<ArgumentException>(() => Augmentation.Erase(images, aspect: 2));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_batches_and_another_others(string name)
    {
        using var tiny = new TinyRun();

        var first = Seen(tiny, name, seed: 7);

        Assert.Equal(first, Seen(tiny, name, seed: 7));
        Assert.NotEqual(first, Seen(tiny, name, seed: 8));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_that_goes_on_sees_what_it_would_have_seen(string name)
    {
        using var tiny = new TinyRun();
        var whole = Seen(tiny, name, seed: 7);

        using var stop = new CancellationTokenSource();
        var options = tiny.Options with { Checkpoints = tiny["checkpoints-" + name] };
        var begun = new List<double[]>();
        Assert.Throws<OperationCanceledException>(() => Seen(tiny, name, seed: 7, options with { Stop = stop.Token }, begun, at =>
        {
            if (at is { Epoch: 2, Step: 0 })
            {
                stop.Cancel();
            }
        }));
        var rest = Seen(tiny, name, seed: 7, options);

        Assert.Equal(4, begun.Count);
        Assert.Equal(whole, [.. begun, .. rest]);
    }

    /// <summary>What a model is trained on in two epochs: images and labels of each step.</summary>
    private static List<double[]> Seen(
        TinyRun tiny, string name, int seed, TinyDistiller.Options? options = null, List<double[]>? seen = null, Action<StepContext>? afterStep = null)
    {
        var batches = seen ?? [];
        var data = TinyData.Make();
        manual_seed(5);
        using var student = new TinyStudent();
        using var loop = new TinyLoop((options ?? tiny.Options) with { Seed = seed, Epochs = 2 }, data: data with { Train = data.Train.Augmented(Changes[name]) })
        {
            AfterStep = afterStep,
        };
        loop.Learner(student);
        loop.Train(
            batch =>
            {
                batches.Add([.. Tensors.Numbers(batch.Images), .. Tensors.Numbers(batch.Labels)]);
                return TinyLoop.TaskLoss(student, batch);
            },
            student);
        return batches;
    }

    private static ImageBatch Mixed(ImageBatch batch, (Tensor Images, Tensor Labels) mixed) => batch with { Images = mixed.Images, Labels = mixed.Labels };
}
