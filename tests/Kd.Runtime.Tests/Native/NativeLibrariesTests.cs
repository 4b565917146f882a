using Kd.Native;
using Kd.Tests.Fixtures;

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

    [SkippableFact]
    public void The_loader_says_what_is_wrong_with_a_file()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["lib.so"], new string('x', 1000));

        Assert.Contains("invalid ELF header", DynamicLoader.Load(folder["lib.so"], bindAtOnce: false, out _));
        Assert.Contains("No such file", DynamicLoader.Load(folder["none.so"], bindAtOnce: true, out var handle));
        Assert.Equal(0, handle);
    }

    [SkippableFact]
    public void The_package_has_the_libtorch_that_TorchSharp_wants()
    {
        Skip.IfNot(OperatingSystem.IsLinux());

        // It is loaded already: this only gives its handle.
        Assert.Null(DynamicLoader.Load(Path.Combine(AppContext.BaseDirectory, "libtorch_cpu.so"), bindAtOnce: false, out var handle));

        Assert.Equal(LibTorchVersion.Wanted, LibTorchVersion.Of(handle));
        Assert.StartsWith(LibTorchVersion.Wanted.ToString(), torch.__version__);
    }

    [Fact]
    public void A_library_that_is_no_libtorch_does_not_say_its_version()
    {
        Assert.Null(LibTorchVersion.Of(System.Runtime.InteropServices.NativeLibrary.GetMainProgramHandle()));
    }

    [Theory]
    [InlineData(0x020a_0000_0000_0000, "2.10.0", true)]
    [InlineData(0x020a_0100_0000_0000, "2.10.1", true)]
    [InlineData(0x020b_0000_0000_0000, "2.11.0", false)]
    [InlineData(0x0209_0000_0000_0000, "2.9.0", false)]
    [InlineData(0x030a_0000_0000_0000, "3.10.0", false)]
    public void A_version_fits_that_differs_in_the_last_number_alone(ulong number, string text, bool fits)
    {
        var version = LibTorchVersion.FromAbi(number);

        Assert.Equal((text, fits), (version.ToString(), version.Fits(LibTorchVersion.Wanted)));
    }

    [SkippableFact]
    public void The_package_for_the_CPU_has_no_CUDA_part()
    {
        Skip.If(cuda.is_available());

        Assert.False(NativeLibraries.HasCuda);
    }
}
