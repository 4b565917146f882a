using System.Runtime.CompilerServices;
using Kd.Native;

namespace Kd.Tests;

/// <summary>Stands in for the module initializer that Kd's targets add to a project that references the package.</summary>
internal static class NativeLoading
{
    [ModuleInitializer]
    internal static void Load()
    {
        NativeLibraries.EnsureLoaded();

        // The tensors of tests are small: on a busy machine a second thread is only waited for.
        set_num_threads(1);
    }
}
