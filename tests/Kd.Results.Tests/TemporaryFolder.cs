using Kd.Bench;
using Kd.Results.Data;
using Kd.Results.Runs;

namespace Kd.Results.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kd-results-").FullName;

    public string this[string file] => System.IO.Path.Combine(Path, file);

    public StageGraph Graph(params (string Path, string Value)[] settings) =>
        new(Path, FashionMnist.Folder, [1, 2, 3], SilentReporter.Instance, settings.ToDictionary(s => s.Path, s => s.Value));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
