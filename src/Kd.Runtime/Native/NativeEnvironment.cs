using System.Runtime.InteropServices;

namespace Kd.Native;

/// <summary>The environment variables that native code sees, which are not .NET's: those that .NET sets stay in .NET. Linux only.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>The value of a variable; nothing if it is not set, or empty.</summary>
    public static string? Get(string name) =>
        OperatingSystem.IsLinux() && Marshal.PtrToStringUTF8(GetVariable(name)) is { Length: > 0 } value ? value : null;

    /// <summary>Sets a variable, unless the user has set it.</summary>
    public static void SetDefault(string name, string value)
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(name) is not { Length: > 0 })
        {
            SetVariable(name, value, overwrite: 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetVariable(string name);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
