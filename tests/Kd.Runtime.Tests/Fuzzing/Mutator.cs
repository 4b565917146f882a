using System.Buffers.Binary;

namespace Kd.Tests.Fuzzing;

/// <summary>Damages files, the same way each time for one seed.</summary>
/// <param name="seed">Decides what is done.</param>
internal sealed class Mutator(int seed)
{
    private const int MostMutations = 6;
    private const int LongestInsert = 64;

    private static readonly long[] _numbers =
        [0, 1, 2, 7, 8, 127, 128, 255, 256, 65535, int.MaxValue, uint.MaxValue, 1L << 32, 1L << 61, long.MaxValue, -1, long.MinValue, 100_000_000, 100_000_001];

    // What the headers of the formats are made of.
    private static readonly string[] _words =
    [
        "{", "}", "[", "]", "[[[[", ",", ":", "\"", "\\ud800", "\\u0000", "null", "true", "-1", "0", "8.5", "1e400", "9223372036854775807", "99999999999999999999",
        "4294967296", "\"F64\"", "\"U8\"", "\"BOOL\"", "\"F8_E4M3\"", "\"shape\":[0,9223372036854775807]", "\"data_offsets\":[0,0]", "\"__metadata__\":{}", "\"sha256\"", "\0",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A damaged file.</summary>
    /// <param name="files">Whole ones, from which it is made.</param>
    public byte[] Damage(IReadOnlyList<byte[]> files)
    {
        List<byte> bytes = [.. files[_random.Next(files.Count)]];
        for (var mutations = _random.Next(1, MostMutations + 1); mutations > 0; mutations--)
        {
            Mutate(bytes, files);
        }

        return [.. bytes];
    }

    private void Mutate(List<byte> bytes, IReadOnlyList<byte[]> files)
    {
        var place = _random.Next(bytes.Count + 1);
        var left = bytes.Count - place;
        switch (_random.Next(10))
        {
            case 0 when left > 0:
                bytes[place] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when left > 0:
                bytes[place] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(place, Math.Min(left, _random.Next(LongestInsert)));
                break;
            case 3:
                bytes.RemoveRange(place, left);
                break;
            case 4:
                bytes.InsertRange(place, new byte[_random.Next(LongestInsert)]);
                break;
            case 5:
                bytes.InsertRange(place, bytes.GetRange(place, Math.Min(left, _random.Next(LongestInsert))));
                break;
            case 6:
                Overwrite(bytes, place, Number());
                break;
            case 7:
                // The beginning, where lengths are, more often than by chance.
                Overwrite(bytes, _random.Next(Math.Min(bytes.Count + 1, 32)), Number());
                break;
            case 8:
                Overwrite(bytes, place, System.Text.Encoding.ASCII.GetBytes(_words[_random.Next(_words.Length)]));
                break;
            default:
                var other = files[_random.Next(files.Count)];
                var begin = _random.Next(other.Length + 1);
                Overwrite(bytes, place, other.AsSpan(begin, Math.Min(other.Length - begin, _random.Next(LongestInsert))));
                break;
        }
    }

    private byte[] Number()
    {
        var bytes = new byte[sizeof(long)];
        var number = _numbers[_random.Next(_numbers.Length)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        bytes = bytes[..(_random.Next(3) switch { 0 => 1, 1 => sizeof(int), _ => sizeof(long) })];
        if (_random.Next(2) == 0)
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }

    private static void Overwrite(List<byte> bytes, int place, ReadOnlySpan<byte> with)
    {
        bytes.RemoveRange(place, Math.Min(bytes.Count - place, with.Length));
        bytes.InsertRange(place, with.ToArray());
    }
}
