using System.Runtime.InteropServices;

namespace Kd.Native;

/// <summary>The system's loader of shared libraries, whose own words say more than .NET's exceptions do. Linux only.</summary>
internal static unsafe partial class DynamicLoader
{
    private const int Lazily = 1, AtOnce = 2;

    /// <summary>Loads a library.</summary>
    /// <param name="path">The library.</param>
    /// <param name="bindAtOnce">Whether all functions that it needs have to be found now, and not when they are called.</param>
    /// <param name="handle">The library's handle, or 0.</param>
    /// <returns>The loader's complaint; nothing if the library is loaded.</returns>
    public static string? Load(string path, bool bindAtOnce, out nint handle)
    {
        // Before, too: .NET looks the function up at its first call, and forgets the error in doing so.
        Error();
        handle = Open(path, bindAtOnce ? AtOnce : Lazily);
        return handle != 0 ? null : Marshal.PtrToStringUTF8(Error()) ?? "no reason given";
    }

    /// <summary>Has the loader give out a loaded library when it is asked for another file, which it then does not load.</summary>
    /// <param name="handle">The loaded library.</param>
    /// <param name="path">The path of the other file, as it will be asked for.</param>
    /// <returns>To be called when that is over.</returns>
    public static Action Substitute(nint handle, string path)
    {
        // The loader looks for the path among the names of what is loaded, which are in the public part of its records (link.h).
        var map = (LinkMap*)handle;
        var (own, alias) = (map->Name, Marshal.StringToCoTaskMemUTF8(path));
        map->Name = alias;
        return () =>
        {
            map->Name = own;
            Marshal.FreeCoTaskMem(alias);
        };
    }

    [LibraryImport("libc", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dlerror")]
    private static partial nint Error();

    [StructLayout(LayoutKind.Sequential)]
    private struct LinkMap
    {
        public nint Address;
        public nint Name;
    }
}
