using System.Runtime.CompilerServices;
using Kd.Native;

// TorchSharp seeds its generator for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Kd.ModelZoo.Tests;

internal static class NativeLoading
{
    [ModuleInitializer]
    internal static void Load()
    {
        NativeLibraries.EnsureLoaded();

        // On a busy machine a second thread is only waited for.
        TorchSharp.torch.set_num_threads(1);
    }
}
