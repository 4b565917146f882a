using Kd.Data;
using Kd.Tests.Fixtures;
using Kd.Training;
using SkiaSharp;

namespace Kd.Tests.Data;

/// <summary>Images in a folder for each class.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Classes_and_files_are_in_the_order_of_their_names()
    {
        Write("dog/2.png", SKColors.Red);
        Write("dog/1.png", SKColors.Red);
        Write("cat/9.jpeg", SKColors.Red, format: SKEncodedImageFormat.Jpeg);
        Write("cat/.hidden.png", SKColors.Red);
        File.WriteAllText(_folder["cat/notes.txt"], "");

        var images = ImageFolder.Open(_folder.Path, 4, 4);

        Assert.Equal(["cat", "dog"], images.Classes);
        Assert.Equal(["cat/9.jpeg", "dog/1.png", "dog/2.png"], images.Files.Select(file => Path.GetRelativePath(_folder.Path, file).Replace('\\', '/')));
        Assert.Equal([0L, 1, 1], images.Labels().data<long>().ToArray());
        Assert.Equal(3, images.Count);
    }

    [Fact]
    public void An_image_of_the_size_has_its_pixels_in_planes_of_red_green_and_blue()
    {
        Write("a/1.png", new SKColor(10, 20, 30), pixel: (1, 2, new SKColor(200, 100, 50)), width: 3, height: 4);
        Write("b/1.png", new SKColor(1, 2, 3, alpha: 128), width: 3, height: 4);

        var batch = ImageFolder.Open(_folder.Path, height: 4, width: 3).Read(tensor([1L, 0]));

        Assert.Equal(ScalarType.Byte, batch.Images.dtype);
        Assert.Equal([2L, 3, 4, 3], batch.Images.shape);
        Assert.Equal([1L, 0], batch.Labels.data<long>().ToArray());
        Assert.Equal([1L, 0], batch.SampleIds.data<long>().ToArray());
        Assert.Equal([200.0, 100, 50], Tensors.Numbers(batch.Images[1, .., 2, 1]));
        Assert.Equal([10.0, 20, 30], Tensors.Numbers(batch.Images[1, .., 1, 2]));
        Assert.Equal([1.0, 2, 3], Tensors.Numbers(batch.Images[0, .., 0, 0]));
    }

    [Theory]
    [InlineData(40, 20)]
    [InlineData(20, 40)]
    [InlineData(8, 4)]
    public void Another_image_is_scaled_until_it_covers_the_size_and_cut_to_its_middle(int width, int height)
    {
        // Green, with red on the outer quarters of the longer side, which are cut off.
        using (var bitmap = new SKBitmap(width, height))
        {
            var longer = Math.Max(width, height);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var along = width > height ? x : y;
                    bitmap.SetPixel(x, y, along < longer / 4 || along >= longer * 3 / 4 ? SKColors.Red : SKColors.Lime);
                }
            }

            Save(bitmap, "a/1.png", SKEncodedImageFormat.Png);
        }

        var image = ImageFolder.Open(_folder.Path, 10, 10).Read(tensor([0L])).Images;

        // What is scaled is mixed at the edge of the colours.
        Assert.Equal([0.0, 255, 0], Tensors.Numbers(image[0, .., 5, 5]));
        Assert.True(image[0, 1, 2..8, 2..8].eq(255).all().ToBoolean());
        Assert.InRange(image[0, 0].to_type(float32).mean().ToDouble(), 0, 40);
    }

    [Fact]
    public void What_cannot_be_decoded_is_told_with_its_file()
    {
        Write("a/1.png", SKColors.Red, width: 30, height: 30, pixel: (1, 1, SKColors.Blue));
        var whole = File.ReadAllBytes(_folder["a/1.png"]);
        foreach (var bytes in new[] { [], "no image"u8.ToArray(), whole[..40], whole[..(whole.Length / 2)] })
        {
            File.WriteAllBytes(_folder["a/1.png"], bytes);

            var refusal = Assert.Throws<KdException>(() => ImageFolder.Open(_folder.Path, 4, 4).Read(tensor([0L])));

            Assert.Equal("KD3034", refusal.Id);
            Assert.Contains(Path.Combine("a", "1.png"), refusal.Message);
        }
    }

    [Fact]
    public void An_image_that_claims_a_huge_size_is_refused()
    {
        // A bitmap whose header says 30,000 x 30,000 pixels.
        byte[] header = [(byte)'B', (byte)'M', 0, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 0x30, 0x75, 0, 0, 0x30, 0x75, 0, 0, 1, 0, 24, 0, .. new byte[24]];
        Directory.CreateDirectory(_folder["a"]);
        File.WriteAllBytes(_folder["a/1.bmp"], header);

        Assert.Equal("KD3034", Assert.Throws<KdException>(() => ImageFolder.Open(_folder.Path, 4, 4).Read(tensor([0L]))).Id);
    }

    [Fact]
    public void A_folder_without_images_or_of_other_classes_is_told()
    {
        Assert.Equal("KD3030", Assert.Throws<KdException>(() => ImageFolder.Open(_folder["none"], 4, 4)).Id);
        Assert.Equal("KD3033", Assert.Throws<KdException>(() => ImageFolder.Open(_folder.Path, 4, 4)).Id);
        Write("dog/1.png", SKColors.Red);
        Assert.Contains("the folder dog", Assert.Throws<KdException>(() => ImageFolder.Open(_folder.Path, 4, 4, classes: ["cat"])).Message);
        Assert.Equal([2L], ImageFolder.Open(_folder.Path, 4, 4, classes: ["cat", "cow", "dog"]).Labels().data<long>().ToArray());
    }

    [Fact]
    public void A_search_can_be_cancelled()
    {
        Write("dog/1.png", SKColors.Red);

        Assert.Throws<OperationCanceledException>(() => ImageFolder.Open(_folder.Path, 4, 4, new CancellationToken(canceled: true)));
    }

    private void Write(
        string file, SKColor color, int width = 5, int height = 5, (int X, int Y, SKColor Color)? pixel = null, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(color);
        if (pixel is { } other)
        {
            bitmap.SetPixel(other.X, other.Y, other.Color);
        }

        Save(bitmap, file, format);
    }

    private void Save(SKBitmap bitmap, string file, SKEncodedImageFormat format)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
        using var stream = File.Create(_folder[file]);
        bitmap.Encode(stream, format, quality: 100);
    }
}
