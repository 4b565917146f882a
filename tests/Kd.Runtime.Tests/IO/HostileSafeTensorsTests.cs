using System.Text;
using Kd.IO;
using Kd.Tests.Fixtures;

namespace Kd.Tests.IO;

/// <summary>A damaged or malicious file is an <see cref="InvalidDataException"/> that names it, and costs no memory.</summary>
public sealed class HostileSafeTensorsTests : IDisposable
{
    private const int DataLength = 8;
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["hostile.safetensors"];

    public static TheoryData<byte[]> WithoutHeaders { get; } =
    [
        [],
        [1, 2, 3],
        BitConverter.GetBytes(0L),
        BitConverter.GetBytes(-1L),
        BitConverter.GetBytes(long.MinValue),
        BitConverter.GetBytes(long.MaxValue),
        BitConverter.GetBytes(100L),
        [.. BitConverter.GetBytes(90_000_000L), .. "{}"u8],
        [.. BitConverter.GetBytes(3L), .. "{}"u8],
        Header("nonsense"),
        Header("{"),
        Header("[]"),
        Header("42"),
        Header("\"a\""),
        Header("null"),
        [.. BitConverter.GetBytes(4L), (byte)'{', 0xff, 0xfe, (byte)'}'],
        Header(new string('[', 200)),
    ];

    [Theory]
    [MemberData(nameof(WithoutHeaders))]
    public void Without_a_header_has_neither_tensors_nor_metadata(byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File, bytes);

        AssertRefused(() => SafeTensors.Read(File));
        AssertRefused(() => SafeTensors.ReadMetadata(File));
    }

    [Theory]
    [InlineData("""{"dtype":"U8","shape":[8],"data_offsets":[1,9]}""")] // beyond the end
    [InlineData("""{"dtype":"U8","shape":[8],"data_offsets":[1000000,1000008]}""")]
    [InlineData("""{"dtype":"U8","shape":[4],"data_offsets":[4,8]}""")] // a hole before
    [InlineData("""{"dtype":"U8","shape":[4],"data_offsets":[0,4]}""")] // a rest behind
    [InlineData("""{"dtype":"U8","shape":[8],"data_offsets":[8,0]}""")] // backwards
    [InlineData("""{"dtype":"U8","shape":[8],"data_offsets":[-8,0]}""")]
    [InlineData("""{"dtype":"U8","shape":[8],"data_offsets":[0,99999999999999999999]}""")]
    [InlineData("""{"dtype":"U8","shape":[8],"data_offsets":[0,8.5]}""")]
    [InlineData("""{"dtype":"U8","shape":[8],"data_offsets":[0]}""")]
    [InlineData("""{"dtype":"U8","shape":[8],"data_offsets":[]}""")]
    [InlineData("""{"dtype":"U8","shape":[8],"data_offsets":"0,8"}""")]
    [InlineData("""{"dtype":"U8","shape":[8]}""")]
    [InlineData("""{"dtype":"U8","shape":[7],"data_offsets":[0,8]}""")] // wrong byte counts
    [InlineData("""{"dtype":"F32","shape":[8],"data_offsets":[0,8]}""")]
    [InlineData("""{"dtype":"U8","shape":[-8],"data_offsets":[0,8]}""")]
    [InlineData("""{"dtype":"U8","shape":[-2,-4],"data_offsets":[0,8]}""")]
    [InlineData("""{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}""")] // 2^64, which is 0 in 64 bits
    [InlineData("""{"dtype":"F64","shape":[2305843009213693953],"data_offsets":[0,8]}""")] // 2^61 + 1, of 8 bytes in 64 bits
    [InlineData("""{"dtype":"U8","shape":[9223372036854775807,9223372036854775807,9223372036854775807],"data_offsets":[0,8]}""")]
    [InlineData("""{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,8]}""")]
    [InlineData("""{"dtype":"U8","shape":[8.5],"data_offsets":[0,8]}""")]
    [InlineData("""{"dtype":"U8","shape":["8"],"data_offsets":[0,8]}""")]
    [InlineData("""{"dtype":"U8","shape":8,"data_offsets":[0,8]}""")]
    [InlineData("""{"dtype":"U8","data_offsets":[0,8]}""")]
    [InlineData("""{"dtype":"F7","shape":[8],"data_offsets":[0,8]}""")]
    [InlineData("""{"dtype":null,"shape":[8],"data_offsets":[0,8]}""")]
    [InlineData("""{"dtype":8,"shape":[8],"data_offsets":[0,8]}""")]
    [InlineData("""{"shape":[8],"data_offsets":[0,8]}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void With_an_impossible_tensor_is_refused(string tensor)
    {
        Write($$$"""{"a":{{{tensor}}}}""");

        AssertRefused(() => SafeTensors.Read(File));
    }

    [Fact]
    public void With_empty_tensors_of_more_elements_than_can_be_counted_is_refused()
    {
        Write("""{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[0,9223372036854775807,9223372036854775807],"data_offsets":[8,8]}}""");

        AssertRefused(() => SafeTensors.Read(File));
    }

    [Fact]
    public void With_a_tensor_of_more_dimensions_than_any_has_is_refused()
    {
        Write($$$"""{"a":{"dtype":"U8","shape":[8{{{string.Concat(Enumerable.Repeat(",1", 100_000))}}}],"data_offsets":[0,8]}}""");

        AssertRefused(() => SafeTensors.Read(File));
    }

    [Theory]
    [InlineData("0,8", "0,8")] // the same bytes
    [InlineData("0,8", "4,12")] // shared bytes
    [InlineData("0,8", "9,17")] // a hole between
    public void With_tensors_that_do_not_follow_each_other_is_refused(string first, string second)
    {
        var header = $$$"""{"a":{"dtype":"U8","shape":[8],"data_offsets":[{{{first}}}]},"b":{"dtype":"U8","shape":[8],"data_offsets":[{{{second}}}]}}""";
        Write(header, length: int.Parse(second.Split(',')[1]));

        AssertRefused(() => SafeTensors.Read(File));
    }

    [Fact]
    public void With_two_tensors_of_one_name_is_refused()
    {
        Write("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""");

        AssertRefused(() => SafeTensors.Read(File));
    }

    [Theory]
    [InlineData("42")]
    [InlineData("""{"format":42}""")]
    [InlineData("""{"a":"1","a":"2"}""")]
    public void With_metadata_that_is_no_map_of_strings_has_none(string metadata)
    {
        Write($$$"""{"__metadata__":{{{metadata}}}}""", length: 0);

        AssertRefused(() => SafeTensors.ReadMetadata(File));
    }

    [Fact]
    public void Cut_short_anywhere_is_refused()
    {
        using var scope = NewDisposeScope();
        SafeTensors.Write(File, [new("a", ones(3)), new("b", ones(2))]);
        var whole = System.IO.File.ReadAllBytes(File);

        for (var length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            AssertRefused(() => SafeTensors.Read(File));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Header(string header)
    {
        var bytes = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)bytes.Length), .. bytes];
    }

    private void Write(string header, int length = DataLength) => System.IO.File.WriteAllBytes(File, [.. Header(header), .. new byte[length]]);

    private void AssertRefused(Action read) => Refusal.Of(File, read);
}
