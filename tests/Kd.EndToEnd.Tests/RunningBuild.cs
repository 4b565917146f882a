using System.Diagnostics;
using System.Globalization;

namespace Kd.EndToEnd.Tests;

/// <summary>A build that is under way.</summary>
internal sealed class RunningBuild(Process process, string log, string folder) : IDisposable
{
    public int Id => process.Id;

    /// <summary>The trainers of the build's project that are alive. Linux only.</summary>
    public IReadOnlyList<int> Trainers() =>
    [
        .. Directory.GetDirectories("/proc")
            .Select(path => Path.GetFileName(path))
            .Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture))
            .Where(id => CommandLine(id) is var line && line.Contains("Kd.Host.dll") && line.Contains(folder)),
    ];

    /// <summary>What the build has said so far.</summary>
    public string Log
    {
        get
        {
            using var reader = new StreamReader(new FileStream(log, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadToEnd();
        }
    }

    public bool HasEnded => process.HasExited;

    /// <summary>Waits until a trainer of the build's project has been started, or the build has ended.</summary>
    /// <returns>The trainer's process, if there is one.</returns>
    public int? WaitForTrainer()
    {
        IReadOnlyList<int> found = [];
        Eventually(TimeSpan.FromMinutes(2), () => (found = Trainers()).Count > 0 || HasEnded);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>Waits until the digits' student is being trained.</summary>
    /// <returns>The trainer's process.</returns>
    public int WaitForStudent() => WaitForEpochOf("DigitsStudent");

    /// <summary>Waits until a stage has been trained for an epoch.</summary>
    /// <returns>The trainer's process.</returns>
    public int WaitForEpochOf(string stage)
    {
        int[] found = [];
        Eventually(TimeSpan.FromMinutes(2), () =>
        {
            Assert.False(process.HasExited, $"The build ended before {stage} was trained.\n{Log}");
            found = [.. Trainers().Where(id => CommandLine(id).Contains(Path.Combine(".kd", stage, "request.json")))];
            return found.Length == 1 && Directory.GetDirectories(Path.Combine(folder, ".kd", stage), "*.tmp")
                .Select(unfinished => new FileInfo(Path.Combine(unfinished, "metrics.jsonl"))).Any(metrics => metrics.Exists && metrics.Length > 0);
        });
        return found[0];
    }

    /// <summary>Waits for the end.</summary>
    public BuildResult Wait(TimeSpan patience)
    {
        Assert.True(process.WaitForExit(patience), "The build does not end.");
        return new(process.ExitCode, File.ReadAllText(log));
    }

    /// <summary>Sends a signal, as in <c>kill -KILL</c>; to a negative id's group, as a terminal does.</summary>
    public static void Signal(string signal, int id) => Assert.True(TrySignal(signal, id), $"kill -{signal} {id}");

    /// <summary>Sends a signal, if there is such a process.</summary>
    public static bool TrySignal(string signal, int id)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", "--", id.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        return kill.WaitForExit(TimeSpan.FromSeconds(10)) && kill.ExitCode == 0;
    }

    /// <summary>Waits until something holds, and fails if it does not in time.</summary>
    public static void Eventually(TimeSpan patience, Func<bool> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(clock.Elapsed < patience, $"Not within {patience}.");
            Thread.Sleep(20);
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static string CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
