using System.Buffers.Binary;
using System.Text;

namespace Kd.Native;

/// <summary>The symbol versions that a 64-bit little-endian ELF library needs from other libraries.</summary>
internal static class ElfVersionNeeds
{
    private const int SectionTypeVersionNeeds = 0x6ffffffe;
    private const byte FlagWeak = 2;

    /// <summary>
    /// Marks the need for one version as weak, so that a loader whose library lacks the version warns instead of failing.
    /// Right only for a version of which the library uses no symbol that is called.
    /// </summary>
    /// <param name="library">The bytes of the library; changed in place.</param>
    /// <param name="version">The version, as in <c>GLIBCXX_3.4.32</c>.</param>
    /// <returns>Whether the library has such a need.</returns>
    /// <exception cref="BadImageFormatException">The bytes are not such a library.</exception>
    public static bool Weaken(Span<byte> library, string version)
    {
        try
        {
            return WeakenUnchecked(library, Encoding.ASCII.GetBytes(version + "\0"));
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new BadImageFormatException("The library's ELF headers point outside of it.", e);
        }
    }

    private static bool WeakenUnchecked(Span<byte> library, ReadOnlySpan<byte> wanted)
    {
        if (!library.StartsWith("\x7f"u8) || !library[1..].StartsWith("ELF\x02\x01"u8))
        {
            throw new BadImageFormatException("Not a 64-bit little-endian ELF library.");
        }

        var sections = Int64At(library, 0x28);
        int sectionSize = UInt16At(library, 0x3A), sectionCount = UInt16At(library, 0x3C);
        if (library[sections..].Length < sectionSize * sectionCount)
        {
            throw new BadImageFormatException("The library ends within its section headers.");
        }

        var found = false;
        for (var i = 0; i < sectionCount; i++)
        {
            var section = sections + i * sectionSize;
            if (Int32At(library, section + 4) != SectionTypeVersionNeeds)
            {
                continue;
            }

            var stringSection = sections + Int32At(library, section + 0x28) * sectionSize;
            found |= WeakenSection(library, Int64At(library, section + 0x18), Int64At(library, stringSection + 0x18), wanted);
        }

        return found;
    }

    private static bool WeakenSection(Span<byte> library, int need, int strings, ReadOnlySpan<byte> wanted)
    {
        var found = false;
        for (var more = true; more;)
        {
            var entry = need + Int32At(library, need + 8);
            for (int left = UInt16At(library, need + 2); left > 0; left--)
            {
                if (library[(strings + Int32At(library, entry + 8))..].StartsWith(wanted))
                {
                    library[entry + 4] |= FlagWeak;
                    found = true;
                }

                entry += Int32At(library, entry + 12);
            }

            var step = Int32At(library, need + 12);
            more = step > 0;
            need += step;
        }

        return found;
    }

    private static int UInt16At(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static int Int32At(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes[offset..]);

    private static int Int64At(ReadOnlySpan<byte> bytes, int offset) => checked((int)BinaryPrimitives.ReadInt64LittleEndian(bytes[offset..]));
}
