using System.Text;
using Kd.Tasks.TensorBoard;

namespace Kd.Tasks.Tests.TensorBoard;

public sealed class MaskedCrc32CTests
{
    /// <summary>RFC 3720, appendix B.4.</summary>
    [Fact]
    public void Is_that_of_the_RFC()
    {
        Assert.Equal(0x8A9136AAu, MaskedCrc32C.Unmasked(new byte[32]));
        Assert.Equal(0x62A8AB43u, MaskedCrc32C.Unmasked(Enumerable.Repeat((byte)0xFF, 32)));
        Assert.Equal(0x46DD794Eu, MaskedCrc32C.Unmasked(Enumerable.Range(0, 32).Select(i => (byte)i)));
        Assert.Equal(0x113FDB5Cu, MaskedCrc32C.Unmasked(Enumerable.Range(0, 32).Select(i => (byte)(31 - i))));
        Assert.Equal(0xE3069283u, MaskedCrc32C.Unmasked(Encoding.ASCII.GetBytes("123456789")));
    }

    /// <summary>Every event file that TensorFlow or PyTorch writes begins with a record of 24 bytes, and so with these.</summary>
    [Fact]
    public void Is_masked_as_TensorFlow_masks_it() => Assert.Equal(0x224B7FA3u, MaskedCrc32C.Of([24, 0, 0, 0, 0, 0, 0, 0]));
}
