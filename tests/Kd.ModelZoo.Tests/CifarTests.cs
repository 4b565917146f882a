using Kd.Training;
using ModelZoo;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.ModelZoo.Tests;

public sealed class CifarTests : IDisposable
{
    private readonly CifarFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_last_tenth_of_the_training_file_is_for_validation()
    {
        _folder.Write("train.bin", count: 21);
        _folder.Write("test.bin", count: 4);
        using var scope = NewDisposeScope();
        var data = Cifar100.Load(new(_folder.Path));

        Assert.Equal((18, 3, 4), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal(Enumerable.Range(0, 18).Select(i => (long)i), data.Train.Read(arange(18)).SampleIds.data<long>().ToArray());
        Assert.Equal([18L, 19, 20], data.Validation.Read(arange(3)).Labels.data<long>().ToArray());
    }

    [Fact]
    public void An_image_has_its_fine_label_and_normalised_pixels_in_their_places()
    {
        _folder.Write("train.bin", count: 2);
        _folder.Write("test.bin", count: 2, (image, channel, y, x) => image == 1 && (channel, y, x) == (2, 3, 4) ? (byte)255 : (byte)0);
        using var scope = NewDisposeScope();
        var batch = Cifar100.Load(new(_folder.Path)).Test.Read(tensor([1L]));

        Assert.Equal(1, batch.Labels.item<long>());
        Assert.Equal([1, 3, 32, 32], batch.Images.shape);
        Assert.Equal((1 - 0.4408) / 0.2761, batch.Images[0, 2, 3, 4].item<float>(), 5);
        Assert.Equal(-0.4408 / 0.2761, batch.Images[0, 2, 4, 3].item<float>(), 5);
        Assert.Equal(-0.5071 / 0.2675, batch.Images[0, 0, 3, 4].item<float>(), 5);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_with_its_folder_and_where_to_get_it()
    {
        var error = Assert.Throws<FileNotFoundException>(() => Cifar100.Load(new(_folder.Path)));

        Assert.Equal(
            $"CIFAR-100's train.bin is not in {_folder.Path}. Unpack https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz and give its folder: "
            + "-p:KdDataPath=path/to/cifar-100-binary", error.Message);
    }

    [Fact]
    public void A_file_of_another_size_is_told()
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "train.bin"), new byte[3073]);

        var error = Assert.Throws<KdException>(() => Cifar100.Load(new(_folder.Path)));

        Assert.Contains("it has 3073 bytes, which is no multiple of the 3074 of a row", error.Message);
    }
}
