using System.Runtime.InteropServices;

namespace Kd.Native;

/// <summary>The version of a libtorch.</summary>
internal readonly record struct LibTorchVersion(int Major, int Minor, int Patch)
{
    /// <summary>The version that TorchSharp was built for; its C++ has no other version's binary interface.</summary>
    public static readonly LibTorchVersion Wanted = new(2, 10, 0);

    /// <summary>Asks a loaded <c>libtorch_cpu</c>; versions before 2.9 do not say.</summary>
    public static unsafe LibTorchVersion? Of(nint library) =>
        NativeLibrary.TryGetExport(library, "aoti_torch_abi_version", out var function)
            ? FromAbi(((delegate* unmanaged[Cdecl]<ulong>)function)())
            : null;

    /// <summary>Reads the number that libtorch gives: a byte each from the top.</summary>
    public static LibTorchVersion FromAbi(ulong number) => new((byte)(number >> 56), (byte)(number >> 48), (byte)(number >> 40));

    /// <summary>Whether code for one of the versions runs with the other.</summary>
    public bool Fits(LibTorchVersion other) => (Major, Minor) == (other.Major, other.Minor);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Major}.{Minor}.{Patch}");
}
