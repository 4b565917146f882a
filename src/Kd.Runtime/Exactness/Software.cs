using System.CodeDom.Compiler;
using System.Reflection;
using Kd.Native;
using Kd.Training;
using static TorchSharp.torch;

namespace Kd.Exactness;

/// <summary>What a run was computed by.</summary>
internal static class Software
{
    // Those that compute.
    private static readonly string[] _libraries = ["libc10.so", NativeLibraries.TorchLibrary, "libtorch_cuda.so", NativeLibraries.TorchSharpLibrary];

    // What libtorch and the libraries in it listen to.
    private static readonly string[] _listenedTo = ["ATEN_", "CUBLAS_", "CUDA_", "CUDNN_", "DNNL_", "GOMP_", "KD_LIBTORCH", "KMP_", "MKL_", "NVIDIA_TF32", "OMP_", "ONEDNN_", "PYTORCH_", "TORCH_"];

    // Kd sets them where .NET does not see it.
    private static readonly string[] _ofKd = ["CUBLAS_WORKSPACE_CONFIG", "DNNL_MAX_CPU_ISA"];

    /// <summary>The version of the libtorch that is used.</summary>
    public static string LibTorch => NativeLibraries.Version?.ToString() ?? "TorchSharp's";

    /// <summary>The versions of all that is Kd or below it.</summary>
    /// <param name="generated">A class that Kd generated.</param>
    public static IEnumerable<KeyValuePair<string, string>> Versions(Type generated)
    {
        var generator = generated.GetCustomAttribute<GeneratedCodeAttribute>() ?? generated.DeclaringType?.GetCustomAttribute<GeneratedCodeAttribute>();
        return
        [
            new(".NET", Environment.Version.ToString()),
            new("Kd.Dsl", VersionOf(typeof(TrainAttribute).Assembly)),
            new("Kd.Runtime", VersionOf(typeof(TrainingRun).Assembly)),
            new(generator?.Tool ?? "generator", generator?.Version ?? "none"),
            new("TorchSharp", VersionOf(typeof(Tensor).Assembly)),
            new("libtorch", LibTorch),
        ];
    }

    /// <summary>The hashes of the native libraries.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Libraries() => _libraries.Where(NativeLibraries.Files.ContainsKey)
        .Select(library => KeyValuePair.Create(library, FileHash.Remembered(NativeLibraries.Files[library], NativeLibraries.Cache)));

    /// <summary>The variables that native code listens to.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Variables() =>
        from name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Concat(_ofKd).Distinct().Order(StringComparer.Ordinal)
        where Array.Exists(_listenedTo, prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        let value = NativeEnvironment.Get(name) ?? Environment.GetEnvironmentVariable(name)
        where value is not null
        select KeyValuePair.Create(name, value);

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "unknown";
}
