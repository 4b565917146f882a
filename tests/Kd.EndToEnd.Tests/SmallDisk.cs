using System.Diagnostics;

namespace Kd.EndToEnd.Tests;

/// <summary>A disk of a few megabytes in the place of a folder, with what was in the folder, which comes back afterwards.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Page = 4096;
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Filling => Path.Combine(_folder, "filling");

    /// <summary>Mounts one, where that is allowed, and skips the test where it is not.</summary>
    public static SmallDisk At(string folder)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Disks of memory are made on Linux only.");
        Directory.Move(folder, Aside(folder));
        Directory.CreateDirectory(folder);
        if (!TryRun("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder))
        {
            PutBack(folder);
            Skip.If(true, "Only root may mount a disk.");
        }

        SampleProject.Copy(Aside(folder), folder);
        return new(folder);
    }

    /// <summary>Leaves so many pages of 4 KiB free.</summary>
    public void Fill(int free)
    {
        using (var filling = new FileStream(Filling, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            try
            {
                while (true)
                {
                    filling.Write(new byte[Page]);
                }
            }
            catch (IOException)
            {
                filling.SetLength((filling.Length / Page * Page) - (free * Page));
            }
        }
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(Filling);

    public void MakeReadOnly() => Assert.True(TryRun("mount", "-o", "remount,ro", _folder));

    public void MakeWritable() => Assert.True(TryRun("mount", "-o", "remount,rw", _folder));

    public void Dispose()
    {
        Assert.True(TryRun("umount", _folder));
        PutBack(_folder);
    }

    private static string Aside(string folder) => folder + ".aside";

    private static void PutBack(string folder)
    {
        Directory.Delete(folder);
        Directory.Move(Aside(folder), folder);
    }

    private static bool TryRun(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        return process.WaitForExit(TimeSpan.FromSeconds(10)) && process.ExitCode == 0;
    }
}
