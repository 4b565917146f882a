using Kd.Results.Data;

namespace Kd.Results.Tests;

public class IdxFileTests
{
    [Fact]
    public void The_first_items_are_read_and_no_more()
    {
        byte[] file = [0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 2, 10, 11, 12, 13, 14, 15];
        Assert.Equal([10, 11, 12, 13], IdxFile.Read(new MemoryStream(file), "file", 2, 2));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 9, 1, 0, 0, 0, 2, 1, 2 }, "begins with 00000901")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 1 }, "the shape 1; at least 2 is needed")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1, 2 }, "the shape 2x1; at least 2 is needed")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 1 }, "ends before its item 2")]
    [InlineData(new byte[] { 0, 0 }, "ends before its item 2")]
    public void What_is_wrong_is_said(byte[] file, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(file), "some/file", 2));
        Assert.StartsWith("some/file ", error.Message);
        Assert.Contains(expected, error.Message);
    }
}
