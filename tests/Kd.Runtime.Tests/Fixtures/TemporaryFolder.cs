namespace Kd.Tests.Fixtures;

/// <summary>An empty folder that goes away with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    private TemporaryFolder(DirectoryInfo folder) => Path = folder.FullName;

    public TemporaryFolder()
        : this(Directory.CreateTempSubdirectory("kd-"))
    {
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A folder in memory where the system has such: for files by the thousand.</summary>
    public static TemporaryFolder InMemory() =>
        Directory.Exists(Memory) ? new(Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"kd-{Guid.NewGuid():n}"))) : new();

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
