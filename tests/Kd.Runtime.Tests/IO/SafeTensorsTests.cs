using System.Text;
using Kd.IO;
using Kd.Tests.Fixtures;

namespace Kd.Tests.IO;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    private string File => _folder["tensors.safetensors"];

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Bool)]
    public void A_tensor_comes_back_bit_for_bit(ScalarType type)
    {
        var written = randn(3, 5).mul(50).to(type);

        SafeTensors.Write(File, [new("a", written)]);

        var read = Read()["a"];
        Assert.Equal(type, read.dtype);
        Assert.Equal(written.shape, read.shape);
        Assert.Equal(Tensors.Bytes(written), Tensors.Bytes(read));
    }

    [Fact]
    public void Numbers_that_are_none_come_back()
    {
        var written = tensor([double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon]);

        SafeTensors.Write(File, [new("a", written)]);

        Assert.Equal(Tensors.Bytes(written), Tensors.Bytes(Read()["a"]));
    }

    public static TheoryData<long[]> Shapes { get; } = [[], [0], [2, 0, 3], [1], [2, 3, 4, 5, 6]];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_shape_comes_back(long[] shape)
    {
        SafeTensors.Write(File, [new("a", zeros(shape)), new("b", ones(2))]);

        var read = Read();
        Assert.Equal(shape, read["a"].shape);
        Assert.Equal([1.0, 1], Tensors.Numbers(read["b"]));
    }

    [Fact]
    public void A_view_is_written_as_it_reads()
    {
        var written = arange(12, ScalarType.Float32).view(3, 4).t();

        SafeTensors.Write(File, [new("a", written)]);

        Assert.Equal(Tensors.Numbers(written), Tensors.Numbers(Read()["a"]));
    }

    [Fact]
    public void Any_name_comes_back()
    {
        string[] names = ["a.b.weight", "ünï", "quo\"te", "back\\slash", "line\nbreak", ""];

        SafeTensors.Write(File, names.Select(name => new KeyValuePair<string, Tensor>(name, ones(1))));

        Assert.Equal(names.Order(), Read().Keys.Order());
    }

    [Fact]
    public void Many_tensors_of_which_some_are_empty_come_back()
    {
        // More than the number up to which List.Sort happens to keep the order of equals.
        var written = Enumerable.Range(0, 40).ToDictionary(i => $"t{i}", i => full(i % 3, i, ScalarType.Float32));

        SafeTensors.Write(File, written);

        var read = Read();
        Assert.All(written, pair => Assert.Equal(Tensors.Numbers(pair.Value), Tensors.Numbers(read[pair.Key])));
    }

    [Fact]
    public void The_same_tensors_give_the_same_bytes()
    {
        var tensors = new Dictionary<string, Tensor> { ["a"] = randn(3, 5), ["b"] = arange(7) };

        SafeTensors.Write(_folder["first"], tensors);
        SafeTensors.Write(_folder["second"], tensors.ToDictionary(p => p.Key, p => p.Value.clone()));

        Assert.Equal(System.IO.File.ReadAllBytes(_folder["first"]), System.IO.File.ReadAllBytes(_folder["second"]));
    }

    [Fact]
    public void The_tensors_bytes_begin_at_a_multiple_of_eight()
    {
        SafeTensors.Write(File, [new("abc", ones(1))]);

        Assert.Equal(0, BitConverter.ToInt64(System.IO.File.ReadAllBytes(File)) % 8);
    }

    [Fact]
    public void A_type_without_a_name_is_refused_and_leaves_the_old_file()
    {
        System.IO.File.WriteAllText(File, "old");

        var refusal = Assert.Throws<NotSupportedException>(() => SafeTensors.Write(File, [new("a", ones(1)), new("b", ones(1, ScalarType.ComplexFloat32))]));

        Assert.Contains("The tensor b", refusal.Message);
        Assert.Equal("old", System.IO.File.ReadAllText(File));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Tensors_are_read_in_any_order_of_the_header()
    {
        Write("""{"second":{"dtype":"U8","shape":[2],"data_offsets":[1,3]},"first":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", [1, 2, 3]);

        var read = Read();
        Assert.Equal([1.0], Tensors.Numbers(read["first"]));
        Assert.Equal([2.0, 3], Tensors.Numbers(read["second"]));
    }

    [Fact]
    public void Metadata_is_read_apart_from_the_tensors()
    {
        Write("""{"__metadata__":{"format":"pt","by":"ünï"},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", [1]);

        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["by"] = "ünï" }, SafeTensors.ReadMetadata(File));
        Assert.Equal(["a"], Read().Keys);
    }

    [Fact]
    public void Metadata_of_a_file_without_any_is_empty()
    {
        SafeTensors.Write(File, [new("a", ones(1))]);

        Assert.Empty(SafeTensors.ReadMetadata(File));
    }

    [Fact]
    public void Tensors_live_until_the_caller_disposes_them()
    {
        SafeTensors.Write(File, [new("a", ones(1))]);
        IReadOnlyDictionary<string, Tensor> read;
        using (NewDisposeScope())
        {
            read = SafeTensors.Read(File);
        }

        using var tensor = read["a"];
        Assert.Equal([1.0], Tensors.Numbers(tensor));
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private void Write(string header, byte[] data)
    {
        var bytes = Encoding.UTF8.GetBytes(header);
        System.IO.File.WriteAllBytes(File, [.. BitConverter.GetBytes((long)bytes.Length), .. bytes, .. data]);
    }

    private IReadOnlyDictionary<string, Tensor> Read()
    {
        var tensors = SafeTensors.Read(File);
        foreach (var tensor in tensors.Values)
        {
            _scope.Attach(tensor);
        }

        return tensors;
    }
}
