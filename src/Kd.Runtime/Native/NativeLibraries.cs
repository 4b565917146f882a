using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Kd.Native;

/// <summary>
/// Loads libtorch and TorchSharp's native library, also where TorchSharp's own loader fails. To be called before the first
/// use of TorchSharp; the module initializer that Kd adds to a project does it.
/// </summary>
/// <remarks>
/// TorchSharp 0.107.0 for Linux asks for <c>GLIBCXX_3.4.32</c>, which Debian 12 and Ubuntu 22.04 lack, though it calls nothing of
/// that version. There a copy with that one need marked weak is loaded instead, from the user's cache folder. Windows and macOS
/// use TorchSharp's own loader.
/// </remarks>
public static class NativeLibraries
{
    private const string TorchSharpLibrary = "libLibTorchSharp.so";
    private const string UncalledVersion = "GLIBCXX_3.4.32";
    private static readonly string[] _required = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];
    private static readonly string[] _cuda = ["libc10_cuda.so", "libtorch_cuda.so"];
    private static readonly Lazy<string?> _loaded = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Loads the libraries if that has not been done.</summary>
    /// <returns>The path of TorchSharp's native library, or nothing where TorchSharp's own loader serves.</returns>
    /// <exception cref="DllNotFoundException">A library is missing or cannot be loaded; the message says which, and why.</exception>
    public static string? EnsureLoaded() => _loaded.Value;

    private static string? Load()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var torchSharp = Find(TorchSharpLibrary) ?? throw Missing(TorchSharpLibrary);
        var chosen = Environment.GetEnvironmentVariable("KD_LIBTORCH");
        foreach (var name in _required.Take(2).Concat(_cuda).Append(_required[2]))
        {
            var path = string.IsNullOrEmpty(chosen) ? Find(name) : Existing(Path.Combine(chosen, name));
            if (path is not null)
            {
                LoadOrExplain(path);
            }
            else if (_required.Contains(name))
            {
                throw Missing(name);
            }
        }

        if (NativeLibrary.TryLoad(torchSharp, out _))
        {
            return torchSharp;
        }

        // Its SONAME is that of the original, so that TorchSharp's own loader finds this copy when it asks by name.
        var copy = WeakenedCopy(torchSharp);
        LoadOrExplain(copy);
        return copy;
    }

    private static string WeakenedCopy(string original)
    {
        var library = File.ReadAllBytes(original);
        var hash = Convert.ToHexString(SHA256.HashData(library))[..16].ToLowerInvariant();
        var folder = Path.Combine(CacheFolder(), "Kd", "native", hash);
        var copy = Path.Combine(folder, TorchSharpLibrary);
        if (File.Exists(copy))
        {
            return copy;
        }

        if (!ElfVersionNeeds.Weaken(library, UncalledVersion))
        {
            return original;
        }

        if (OperatingSystem.IsWindows())
        {
            return original;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var temporary = $"{copy}.{Guid.NewGuid():n}";
        File.WriteAllBytes(temporary, library);
        File.Move(temporary, copy, overwrite: true);
        return copy;
    }

    private static string CacheFolder()
    {
        var folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        return string.IsNullOrEmpty(folder) ? Path.Combine(Path.GetTempPath(), "kd-" + Environment.UserName) : folder;
    }

    private static void LoadOrExplain(string path)
    {
        try
        {
            NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException(
                $"KD1101: {path} cannot be loaded. The loader says: {e.Message.Trim()} " +
                "Install the library that it names (on Debian and Ubuntu: apt-get install libgomp1 libstdc++6), " +
                "or, if the file is damaged, clear the NuGet package it comes from and restore again.", e);
        }
    }

    private static DllNotFoundException Missing(string name) => new(
        $"KD1102: {name} was not found. Reference the package TorchSharp-cpu (or TorchSharp-cuda-linux for a GPU) in the project " +
        $"that is run. Looked in:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", SearchFolders())}");

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
