using System.Runtime.InteropServices;

namespace Kd.Checking;

/// <summary>How much memory native code, and so every tensor, has in use. Known with glibc alone.</summary>
internal static partial class NativeMemory
{
    /// <summary>The bytes in use; nothing where they are not known.</summary>
    public static long? InUse()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            var statistics = Statistics();
            return (long)(statistics.InUse + statistics.InOwnMappings);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // musl, or a glibc before 2.33.
            return null;
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallinfo2")]
    private static partial MallInfo Statistics();

    /// <summary>glibc's <c>struct mallinfo2</c> (malloc.h).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct MallInfo
    {
        private readonly nuint _arena, _freeChunks, _fastChunks, _mappings;

        /// <summary>What is in regions of their own.</summary>
        public readonly nuint InOwnMappings;

        private readonly nuint _unused, _fastBytes;

        /// <summary>What is in the heaps.</summary>
        public readonly nuint InUse;

        private readonly nuint _free, _top;
    }
}
