using System.Text;
using Kd.Native;

namespace Kd.Tests.Native;

public sealed class ElfVersionNeedsTests
{
    private const string Version = "GLIBCXX_3.4.32";

    /// <summary>The library as its package has it, not the copy that may have been loaded in its place.</summary>
    private static readonly Lazy<byte[]> _library = new(() => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so")));

    [SkippableFact]
    public void Weakens_the_need_for_one_version_and_changes_nothing_else()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        var library = _library.Value.ToArray();

        Assert.True(ElfVersionNeeds.Weaken(library, Version));

        // An auxiliary entry is the hash of the version's name and then its flags.
        var changed = Assert.Single(Enumerable.Range(0, library.Length), i => library[i] != _library.Value[i]);
        Assert.Equal(2, library[changed] ^ _library.Value[changed]);
        Assert.Equal(Hash(Version), BitConverter.ToUInt32(library, changed - sizeof(uint)));
    }

    [SkippableFact]
    public void Weakening_again_changes_nothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        var once = _library.Value.ToArray();
        ElfVersionNeeds.Weaken(once, Version);
        var twice = once.ToArray();

        Assert.True(ElfVersionNeeds.Weaken(twice, Version));

        Assert.True(once.AsSpan().SequenceEqual(twice));
    }

    [SkippableTheory]
    [InlineData("GLIBCXX_9.9.99")]
    [InlineData("GLIBCXX_3.4.3")]
    [InlineData("GLIBCXX_3.4.321")]
    [InlineData("")]
    public void A_version_that_is_not_needed_changes_nothing(string version)
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        var library = _library.Value.ToArray();

        Assert.False(ElfVersionNeeds.Weaken(library, version));

        Assert.True(_library.Value.AsSpan().SequenceEqual(library));
    }

    public static TheoryData<byte[]> Garbage { get; } =
    [
        [],
        [0x7f],
        "\u007fELF"u8.ToArray(),
        "\u007fELF\x01\x01"u8.ToArray(), // 32 bits
        "\u007fELF\x02\x02"u8.ToArray(), // big-endian
        "\u007fELF\x02\x01"u8.ToArray(),
        [.. "\u007fELF\x02\x01"u8, .. Enumerable.Repeat((byte)0xff, 58)],
        Encoding.ASCII.GetBytes(new string('x', 1000)),
    ];

    [Theory]
    [MemberData(nameof(Garbage))]
    public void Bytes_that_are_no_library_are_refused(byte[] bytes) =>
        Assert.Throws<BadImageFormatException>(() => ElfVersionNeeds.Weaken(bytes, Version));

    [SkippableTheory]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    [InlineData(-1)] // but for the last byte
    public void A_library_cut_short_is_refused(int length)
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        var whole = _library.Value;

        Assert.Throws<BadImageFormatException>(() => ElfVersionNeeds.Weaken(whole[..(length < 0 ? whole.Length + length : length)], Version));
    }

    /// <summary>The hash of the System V ABI.</summary>
    private static uint Hash(string name)
    {
        uint hash = 0;
        foreach (var character in name)
        {
            hash = (hash << 4) + character;
            var high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
