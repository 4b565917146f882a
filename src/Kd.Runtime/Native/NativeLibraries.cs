using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Kd.Training;

namespace Kd.Native;

/// <summary>
/// Loads libtorch and TorchSharp's native library, also where TorchSharp's own loader fails. To be called before the first
/// use of TorchSharp; the module initializer that Kd adds to a project does it.
/// </summary>
/// <remarks>
/// <para>TorchSharp 0.107.0 for Linux asks for <c>GLIBCXX_3.4.32</c>, which Debian 12 and Ubuntu 22.04 lack, though it calls nothing of
/// that version. There a copy with that one need marked weak is loaded instead, from the user's cache folder. Windows and macOS
/// use TorchSharp's own loader.</para>
/// <para>On Linux the environment variable <c>KD_LIBTORCH</c> (<c>KdLibTorch</c> in a build) names a folder with another libtorch.</para>
/// </remarks>
public static class NativeLibraries
{
    internal const string TorchSharpLibrary = "libLibTorchSharp.so";
    private const string MemoryLibrary = "libc10.so";
    internal const string TorchLibrary = "libtorch_cpu.so";
    private const string CudaLibrary = "libtorch_cuda.so";
    private const string UncalledVersion = "GLIBCXX_3.4.32";

    // Each behind those it needs.
    private static readonly (string Name, bool IsRequired)[] _libraries =
        [(MemoryLibrary, true), (TorchLibrary, true), ("libc10_cuda.so", false), (CudaLibrary, false), ("libtorch.so", true)];

    private static readonly Dictionary<string, string> _files = [];
    private static readonly Lazy<string?> _loaded = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Loads the libraries if that has not been done.</summary>
    /// <returns>The path of TorchSharp's native library, or nothing where TorchSharp's own loader serves.</returns>
    /// <exception cref="KdException">
    /// A library cannot be loaded (KD1101) or is missing (KD1102), or the libtorch that <c>KD_LIBTORCH</c> names does not fit (KD1103).
    /// </exception>
    public static string? EnsureLoaded() => _loaded.Value;

    /// <summary>The libraries that were loaded, by name; none where TorchSharp's own loader serves.</summary>
    internal static IReadOnlyDictionary<string, string> Files => EnsureLoaded() is null ? new Dictionary<string, string>() : _files;

    /// <summary>The version of the libtorch that is used, if it says it; nothing where TorchSharp's own loader serves.</summary>
    internal static LibTorchVersion? Version { get; private set; }

    /// <summary>The folder of the user for what is found out about native libraries.</summary>
    internal static string Cache => Path.Combine(CacheFolder(), "Kd", "native");

    /// <summary>Whether the libtorch that is used has a CUDA part.</summary>
    internal static bool HasCuda => Chosen is { } chosen
        ? File.Exists(Path.Combine(chosen, CudaLibrary))
        : Find(OperatingSystem.IsWindows() ? "torch_cuda.dll" : CudaLibrary) is not null;

    private static string? Chosen => OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("KD_LIBTORCH") is { Length: > 0 } folder ? folder : null;

    private static string? Load()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        OneDnn.LimitInstructions();
        var torchSharp = Find(TorchSharpLibrary) ?? throw Missing(TorchSharpLibrary);
        var chosen = Chosen;
        var handles = new Dictionary<string, nint>();
        foreach (var (name, isRequired) in _libraries)
        {
            if ((chosen is null ? Find(name) : Existing(Path.Combine(chosen, name))) is { } path)
            {
                handles.Add(name, LoadOrExplain(path, chosen));
                _files.Add(name, path);
            }
            else if (isRequired)
            {
                throw chosen is null ? Missing(name) : new KdException("KD1102", $"{name} is not in {chosen}, the folder that KdLibTorch (KD_LIBTORCH) names.");
            }
        }

        // What Kd calls itself has to be of the library that was loaded: by its name alone, the loader takes the package's, too.
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, (name, _, _) => handles.GetValueOrDefault(name));
        OneDnn.ClearMemory(handles[MemoryLibrary]);
        Version = LibTorchVersion.Of(handles[TorchLibrary]);
        _files.Add(TorchSharpLibrary, torchSharp);
        if (chosen is null)
        {
            return LoadTorchSharp(torchSharp, chosen);
        }

        if (Version is { } version && !version.Fits(LibTorchVersion.Wanted))
        {
            throw Unfit(chosen, $"Its version is {version}.");
        }

        var loaded = LoadTorchSharp(torchSharp, chosen);
        KeepTheOnly(handles);
        return loaded;
    }

    // TorchSharp loads the project's libtorch by its path, beside the one that was chosen, and two in one process abort it.
    private static void KeepTheOnly(Dictionary<string, nint> handles)
    {
        var substitutes = handles.Where(h => Find(h.Key) is not null).Select(h => DynamicLoader.Substitute(h.Value, Find(h.Key)!)).ToList();
        try
        {
            TorchSharp.torch.InitializeDeviceType(TorchSharp.DeviceType.CPU);
            TorchSharp.torch.TryInitializeDeviceType(TorchSharp.DeviceType.CUDA);
        }
        finally
        {
            substitutes.ForEach(end => end());
        }
    }

    private static nint LoadOrExplain(string path, string? chosen) =>
        DynamicLoader.Load(path, bindAtOnce: false, out var handle) is { } complaint ? throw Unloadable(path, complaint, chosen) : handle;

    private static string LoadTorchSharp(string original, string? chosen)
    {
        // Another libtorch may lack functions: better to hear of it now than to be killed when one is called.
        var bindAtOnce = chosen is not null;
        if (DynamicLoader.Load(original, bindAtOnce, out _) is null)
        {
            return original;
        }

        // Its SONAME is that of the original, so that TorchSharp's own loader finds this copy when it asks by name.
        var copy = WeakenedCopy(original, out var temporary);
        var said = DynamicLoader.Load(copy, bindAtOnce, out _);
        temporary?.Delete(recursive: true);
        return said switch
        {
            null => copy,
            _ when chosen is not null && said.Contains("undefined symbol", StringComparison.Ordinal) => throw Unfit(chosen, $"The loader says: {said}."),
            _ => throw Unloadable(copy, said, chosen: null),
        };
    }

    private static string WeakenedCopy(string original, out DirectoryInfo? temporary)
    {
        temporary = null;
        var library = File.ReadAllBytes(original);
        var hash = Convert.ToHexString(SHA256.HashData(library))[..16].ToLowerInvariant();
        var copy = Path.Combine(Cache, hash, TorchSharpLibrary);
        if (File.Exists(copy))
        {
            return copy;
        }

        if (OperatingSystem.IsWindows() || !ElfVersionNeeds.Weaken(library, UncalledVersion))
        {
            return original;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var written = $"{copy}.{Guid.NewGuid():n}";
            File.WriteAllBytes(written, library);
            File.Move(written, copy, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A home that is read-only, as in many containers, or full. Once it is loaded, nobody needs the file.
            temporary = Directory.CreateTempSubdirectory("kd-native-");
            copy = Path.Combine(temporary.FullName, TorchSharpLibrary);
            File.WriteAllBytes(copy, library);
        }

        return copy;
    }

    private static string CacheFolder()
    {
        var folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        return string.IsNullOrEmpty(folder) ? Path.Combine(Path.GetTempPath(), "kd-" + Environment.UserName) : folder;
    }

    private static KdException Unloadable(string path, string complaint, string? chosen) => new(
        "KD1101", $"{path} cannot be loaded. The loader says: {complaint}. " +
        "Install the library that it names (on Debian and Ubuntu: apt-get install libgomp1 libstdc++6), or, if the file is damaged, " +
        (chosen is null ? "clear the NuGet package it comes from and restore again." : "replace the libtorch in the folder that KdLibTorch (KD_LIBTORCH) names."));

    private static KdException Unfit(string chosen, string found) => new(
        "KD1103", $"The libtorch in {chosen}, which KdLibTorch (KD_LIBTORCH) names, does not fit TorchSharp {typeof(TorchSharp.torch).Assembly.GetName().Version?.ToString(3)}, " +
        $"which wants libtorch {LibTorchVersion.Wanted}. {found}");

    private static KdException Missing(string name) => new(
        "KD1102", $"{name} was not found. Reference the package TorchSharp-cpu (or TorchSharp-cuda-linux for a GPU) in the project " +
        $"that is run. Looked in: {string.Join(", ", SearchFolders().Distinct())}");

    private static string? Find(string name) => SearchFolders().Select(folder => Existing(Path.Combine(folder, name))).FirstOrDefault(path => path is not null);

    private static string? Existing(string path) => File.Exists(path) ? path : null;

    private static IEnumerable<string> SearchFolders()
    {
        if (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") is string probed)
        {
            foreach (var folder in probed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            {
                yield return folder;
            }
        }

        // The type handle alone: its static constructor, which loads natives in TorchSharp's way, does not run.
        var managed = Path.GetDirectoryName(typeof(TorchSharp.torch).Assembly.Location);
        string[] identifiers = [RuntimeInformation.RuntimeIdentifier, $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}"];
        foreach (var root in new[] { AppContext.BaseDirectory, managed, Directory.GetParent(managed ?? "/")?.Parent?.FullName })
        {
            if (!string.IsNullOrEmpty(root))
            {
                yield return root;
                foreach (var identifier in identifiers.Distinct())
                {
                    yield return Path.Combine(root, "runtimes", identifier, "native");
                }
            }
        }
    }
}
