namespace Kd.Tasks.Tests.Fixtures;

/// <summary>A folder that ends with the test. Its name has what paths of users have.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Root = Directory.CreateTempSubdirectory("kd tests ü ").FullName;

    public string Root { get; }

    public string PathOf(params string[] names) => Path.Combine([Root, .. names]);

    public string Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
