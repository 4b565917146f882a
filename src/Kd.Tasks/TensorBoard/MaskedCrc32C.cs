namespace Kd.Tasks.TensorBoard;

/// <summary>The checksum of a TFRecord: CRC-32C (Castagnoli, RFC 3720 appendix B.4), rotated and shifted so that data with checksums in it can be checked again.</summary>
internal static class MaskedCrc32C
{
    private const uint Polynomial = 0x82F63B78;
    private const uint Mask = 0xA282EAD8;

    private static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(value => Shifted((uint)value))];

    /// <summary>The CRC-32C of some bytes.</summary>
    public static uint Unmasked(IEnumerable<byte> data) => ~data.Aggregate(~0u, (crc, value) => _table[(byte)(crc ^ value)] ^ (crc >> 8));

    /// <summary>The same, masked.</summary>
    public static uint Of(IEnumerable<byte> data)
    {
        var crc = Unmasked(data);
        return unchecked(((crc >> 15) | (crc << 17)) + Mask);
    }

    private static uint Shifted(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;
        }

        return value;
    }
}
