using System.IO.Compression;
using Kd.Data;
using Kd.IO;
using Kd.Tests.Fixtures;
using Kd.Training;

namespace Kd.Tests.Data;

/// <summary>Arrays in files, of which single rows are read.</summary>
public sealed class ArrayFileTests : ScopedTest
{
    private static readonly byte[] _images = [0, 0, 0x08, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 10, 11, 20, 21, 30, 31];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_IDX_file_gives_the_rows_that_are_asked_for_in_their_order(bool isPacked)
    {
        using var folder = new TemporaryFolder();
        var file = folder[isPacked ? "images.gz" : "images"];
        Write(file, _images, isPacked);
        using var array = ArrayFile.Idx(file);

        Assert.Equal((ScalarType.Byte, 3), (array.Type, array.Count));
        Assert.Equal([1L, 2], array.RowShape);
        var rows = array.Read(tensor([2L, 0, 2]));
        Assert.Equal([3L, 1, 2], rows.shape);
        Assert.Equal([30, 31, 10, 11, 30, 31], Tensors.Bytes(rows));
        Assert.Equal(_images[16..], Tensors.Bytes(array.ReadAll()));
        Assert.Equal(0, array.Read(empty(0, ScalarType.Int64)).numel());
    }

    [Theory]
    [InlineData(0x09, new byte[] { 0xff }, -1)]
    [InlineData(0x0B, new byte[] { 0x01, 0x02 }, 258)]
    [InlineData(0x0C, new byte[] { 0xff, 0xff, 0xff, 0xfe }, -2)]
    [InlineData(0x0D, new byte[] { 0x3f, 0xc0, 0, 0 }, 1.5)]
    [InlineData(0x0E, new byte[] { 0xc0, 0x04, 0, 0, 0, 0, 0, 0 }, -2.5)]
    public void The_numbers_of_an_IDX_file_have_their_highest_byte_first(byte type, byte[] element, double expected)
    {
        using var folder = new TemporaryFolder();
        Write(folder["numbers"], [0, 0, type, 1, 0, 0, 0, 2, .. element, .. element]);
        using var array = ArrayFile.Idx(folder["numbers"]);

        Assert.Equal([expected, expected], Tensors.Numbers(array.ReadAll()));
        Assert.Empty(array.RowShape);
    }

    [Fact]
    public void A_tensor_of_a_safetensors_file_is_read_by_its_name()
    {
        using var folder = new TemporaryFolder();
        var (images, labels) = (rand(5, 3, 2), arange(5, int64));
        SafeTensors.Write(folder["data.safetensors"], [new("labels", labels), new("images", images)]);
        using var array = ArrayFile.SafeTensors(folder["data.safetensors"], "images");

        Assert.Equal(Tensors.Bytes(images[TensorIndex.Tensor(tensor([4L, 1]))]), Tensors.Bytes(array.Read(tensor([4L, 1]))));

        var refusal = Assert.Throws<KdException>(() => ArrayFile.SafeTensors(folder["data.safetensors"], "image"));
        Assert.Equal("KD3031", refusal.Id);
        Assert.Contains("it has no tensor image. Did you mean 'images'?", refusal.Message);
    }

    [Fact]
    public void A_raw_file_is_rows_one_behind_the_other()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["rows"], [.. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(2f), .. BitConverter.GetBytes(3f), .. BitConverter.GetBytes(4f)]);

        using var pairs = ArrayFile.Raw(folder["rows"], ScalarType.Float32, 2);
        using var numbers = ArrayFile.Raw(folder["rows"], ScalarType.Float32);

        Assert.Equal([3.0, 4, 1, 2], Tensors.Numbers(pairs.Read(tensor([1L, 0]))));
        Assert.Equal((4, 2.0), (numbers.Count, Tensors.Numbers(numbers.Read(tensor([1L])))[0]));
        Assert.Contains("it has 16 bytes, which is no multiple of the 12 of a row", Refused("KD3031", () => ArrayFile.Raw(folder["rows"], ScalarType.Float32, 3)));
        Assert.Throws<ArgumentException>(() => ArrayFile.Raw(folder["rows"], ScalarType.Float32, 0));
        Assert.Throws<ArgumentException>(() => ArrayFile.Raw(folder["rows"], ScalarType.Float32, long.MaxValue, 2));
    }

    [Theory]
    [InlineData(new byte[] { }, "it ends within its header")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 2 }, "it ends within its header")]
    [InlineData(new byte[] { 0, 0, 10, 1, 0, 0, 0, 2, 1, 2 }, "it begins with 00000A01")]
    [InlineData(new byte[] { 0, 0, 8, 0 }, "it begins with 00000800")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 1 }, "it says that it has (2) elements of Byte, 2 bytes, but 1 are there")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 1, 2, 3 }, "2 bytes, but 3 are there")]
    [InlineData(new byte[] { 0, 0, 8, 1, 255, 255, 255, 255, 1 }, "4294967295 bytes, but 1 are there")]
    [InlineData(new byte[] { 0, 0, 8, 2, 255, 255, 255, 255, 0, 0, 0, 0 }, "the rows of array (4294967295, 0) have no elements")]
    [InlineData(new byte[] { 0, 0, 14, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 }, "is larger than any file")]
    [InlineData(new byte[] { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0 }, "It is packed with gzip: name it .gz")]
    public void What_is_no_IDX_file_is_told(byte[] bytes, string expected)
    {
        using var folder = new TemporaryFolder();
        Write(folder["images"], bytes);

        var message = Refused("KD3031", () => ArrayFile.Idx(folder["images"]));

        Assert.StartsWith(folder["images"] + " cannot be read as an IDX file: ", message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void A_packed_file_that_is_damaged_or_cut_short_is_told()
    {
        using var folder = new TemporaryFolder();
        Write(folder["images.gz"], _images, isPacked: true);
        var packed = File.ReadAllBytes(folder["images.gz"]);

        foreach (var bytes in new[] { packed[..^12], [.. packed[..12], 0xff, 0xff, .. packed[14..]], "not packed"u8.ToArray() })
        {
            File.WriteAllBytes(folder["images.gz"], bytes);
            Refused("KD3031", () => ArrayFile.Idx(folder["images.gz"]));
        }
    }

    [Fact]
    public void What_is_not_there_is_told_with_its_full_path()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains($"{folder["images"]} is not there", Refused("KD3030", () => ArrayFile.Idx(folder["images"])));
        Assert.Contains("is a folder", Refused("KD3030", () => ArrayFile.Raw(folder.Path, ScalarType.Byte)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_row_that_is_not_there_is_refused(long index)
    {
        using var folder = new TemporaryFolder();
        Write(folder["images"], _images);
        using var array = ArrayFile.Idx(folder["images"]);

        Assert.Contains("has the rows 0 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => array.Read(tensor([0L, index]))).Message);
    }

    [Fact]
    public void More_rows_than_an_array_may_have_are_refused_before_they_are_read()
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder["rows"]))
        {
            file.SetLength(1 << 20);
        }

        using var array = ArrayFile.Raw(folder["rows"], ScalarType.Byte, 1 << 20);

        Assert.Contains("more than 2 GiB", Assert.Throws<ArgumentException>(() => array.Read(zeros(2048, ScalarType.Int64))).Message);
    }

    [Theory]
    [InlineData("images")]
    [InlineData("images.gz")]
    public void A_closed_file_is_not_read(string name)
    {
        using var folder = new TemporaryFolder();
        Write(folder[name], _images, name.EndsWith("gz", StringComparison.Ordinal));
        var array = ArrayFile.Idx(folder[name]);

        array.Dispose();

        Assert.Throws<ObjectDisposedException>(() => array.Read(tensor([0L])));
    }

    private static string Refused(string id, Action open)
    {
        var refusal = Assert.Throws<KdException>(open);
        Assert.Equal(id, refusal.Id);
        return refusal.Message;
    }

    private static void Write(string file, byte[] bytes, bool isPacked = false)
    {
        using Stream stream = isPacked ? new GZipStream(File.Create(file), CompressionLevel.Optimal) : File.Create(file);
        stream.Write(bytes);
    }
}
