using System.Text.RegularExpressions;
using Kd.Tasks.Diagnostics;
using Kd.Tasks.Keys;
using Kd.Tasks.Settings;

namespace Kd.Tasks.Planning;

/// <summary>Checks and hashes what all stages of a run have in common.</summary>
internal sealed class ConditionsReader(PlanInput input, FileHashes files)
{
    private static readonly Regex _device = new("^(auto|cpu|cuda(:(0|[1-9][0-9]{0,2}))?)$", RegexOptions.CultureInvariant);

    /// <exception cref="BuildException">A property or an item is wrong.</exception>
    public RunConditions Read() => new()
    {
        Device = Device(),
        Data = Data(),
        DataPath = DataPath(),
        Threads = input.Threads,
        LibTorch = input.LibTorch?.Hash(files),
        Versions = input.VersionedAssemblies.Select(AssemblyVersion.Read).OrderBy(v => v.Name, StringComparer.Ordinal).ToList(),
    };

    private string Device()
    {
        var device = PropertyValue.Given(input.Device) ?? "auto";
        return _device.IsMatch(device) ? device : throw new BuildException(
            BuildErrors.BadDevice, $"KdDevice: '{device}' is not a device; write auto, cpu, cuda or cuda:<number>.");
    }

    private List<KeyValuePair<string, string>> Data() => input.Data.Distinct()
        .Select(file => new KeyValuePair<string, string>(NameOf(file), HashOf(file)))
        .OrderBy(d => d.Key, StringComparer.Ordinal).ThenBy(d => d.Value, StringComparer.Ordinal).ToList();

    private string HashOf(string file)
    {
        var path = Path.Combine(input.ProjectFolder, file);
        return File.Exists(path) ? files.Of(path) : throw new BuildException(
            BuildErrors.DataFileMissing, $"The KdData item '{file}' does not exist ({Path.GetFullPath(path)}).");
    }

    // A key must not depend on where the project lies.
    private string NameOf(string file)
    {
        var folder = Path.GetFullPath(input.ProjectFolder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(folder, file));
        return path.StartsWith(folder, StringComparison.Ordinal) ? path.Substring(folder.Length).Replace('\\', '/') : Path.GetFileName(path);
    }

    private string? DataPath()
    {
        if (PropertyValue.Given(input.DataPath) is not { } given)
        {
            return null;
        }

        var path = Path.Combine(input.ProjectFolder, given);
        return File.Exists(path) || Directory.Exists(path) ? files.OfPath(path) : throw new BuildException(
            BuildErrors.DataPathMissing, $"KdDataPath: '{given}' does not exist ({Path.GetFullPath(path)}).");
    }
}
