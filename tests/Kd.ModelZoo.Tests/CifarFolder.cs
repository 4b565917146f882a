namespace Kd.ModelZoo.Tests;

/// <summary>A folder with files in the binary format of CIFAR-100.</summary>
internal sealed class CifarFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kd-cifar-").FullName;

    /// <summary>Writes images whose fine label is their number, and whose coarse label is 19.</summary>
    public void Write(string file, int count, Func<int, int, int, int, byte>? pixel = null)
    {
        using var stream = File.Create(System.IO.Path.Combine(Path, file));
        for (var image = 0; image < count; image++)
        {
            stream.WriteByte(19);
            stream.WriteByte((byte)image);
            for (var at = 0; at < 3 * 32 * 32; at++)
            {
                stream.WriteByte(pixel?.Invoke(image, at / 1024, at / 32 % 32, at % 32) ?? 0);
            }
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
