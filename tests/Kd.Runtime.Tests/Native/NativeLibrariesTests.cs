using Kd.Native;

namespace Kd.Tests.Native;

public sealed class NativeLibrariesTests
{
    [SkippableFact]
    public void Say_which_library_was_loaded_and_load_it_once()
    {
        Skip.IfNot(OperatingSystem.IsLinux());

        var loaded = NativeLibraries.EnsureLoaded();

        Assert.Equal("libLibTorchSharp.so", Path.GetFileName(loaded));
        Assert.True(File.Exists(loaded));
        Assert.Same(loaded, NativeLibraries.EnsureLoaded());
        Assert.Contains(File.ReadLines("/proc/self/maps"), line => line.EndsWith(loaded!, StringComparison.Ordinal));
    }
}
