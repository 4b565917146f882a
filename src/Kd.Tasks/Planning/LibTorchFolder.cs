using System.Runtime.InteropServices;
using Kd.Tasks.Diagnostics;
using Kd.Tasks.Keys;
using Kd.Tasks.Settings;

namespace Kd.Tasks.Planning;

/// <summary><c>KdLibTorch</c>: the folder of a libtorch that is used in place of the package's.</summary>
/// <param name="Path">The folder, rooted.</param>
internal sealed record LibTorchFolder(string Path)
{
    private static readonly string[] _required = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];
    private static readonly string[] _cuda = ["libc10_cuda.so", "libtorch_cuda.so"];

    /// <summary>The folder that the property names, if it names one.</summary>
    /// <exception cref="BuildException">There is no libtorch at that path.</exception>
    public static LibTorchFolder? At(string? property, string projectFolder)
    {
        if (PropertyValue.Given(property) is not { } given)
        {
            return null;
        }

        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(projectFolder, given));
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            throw Wrong("another libtorch can be used on Linux only");
        }

        if (!Directory.Exists(path))
        {
            throw Wrong($"there is no folder {path}");
        }

        var missing = _required.Where(library => !File.Exists(System.IO.Path.Combine(path, library))).ToList();
        return missing.Count == 0 ? new(path) : throw Wrong($"{path} lacks {string.Join(", ", missing)}");

        BuildException Wrong(string found) => new(
            BuildErrors.NoLibTorch, $"KdLibTorch is '{given}', but {found}. Name the folder that holds {string.Join(", ", _required)}, or leave the property out.");
    }

    /// <summary>The hash of the libraries that are loaded from the folder, wherever it lies.</summary>
    public string Hash(FileHashes files)
    {
        using var digest = new Digest();
        foreach (var library in _required.Concat(_cuda).Where(library => File.Exists(System.IO.Path.Combine(Path, library))))
        {
            digest.Add(library).Add(files.Of(System.IO.Path.Combine(Path, library)));
        }

        return digest.Hash();
    }
}
