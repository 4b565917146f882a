using System.Runtime.CompilerServices;
using Kd.Native;

// TorchSharp seeds its generator for the whole process, and one run is watched at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Kd.Schemes.Tests;

internal static class NativeLoading
{
    [ModuleInitializer]
    internal static void Load()
    {
        NativeLibraries.EnsureLoaded();

        // The tensors of these models are small: on a busy machine a second thread is only waited for.
        TorchSharp.torch.set_num_threads(1);
    }
}
