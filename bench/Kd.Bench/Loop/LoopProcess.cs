using System.Diagnostics;
using System.Text.Json;
using Kd.Tasks.Running;

namespace Kd.Bench.Loop;

/// <summary>A process that runs one of the loops, seen from the process that measures. It runs only when it is its turn.</summary>
internal sealed class LoopProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts a process that does as <see cref="LoopWorker"/> does, and waits until it is warm.</summary>
    /// <param name="start">How to start it.</param>
    /// <param name="tuned">With the environment in which the <c>Distill</c> target trains, or with that of this process.</param>
    public LoopProcess(ProcessStartInfo start, bool tuned)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        if (tuned)
        {
            foreach (var variable in ChildEnvironment.Create(ChildEnvironment.Threads(), libTorch: null, waitForDebugger: false))
            {
                var parts = variable.Split('=', 2);
                start.Environment[parts[0]] = parts[1];
            }
        }

        _process = Process.Start(start)!;
        Read();
    }

    /// <summary>Lets it run a block of steps.</summary>
    public void RunBlock()
    {
        Go();
        Read();
    }

    /// <summary>Lets it end, after the last block.</summary>
    public LoopResult End()
    {
        Go();
        var result = JsonSerializer.Deserialize<LoopResult>(Read())!;
        _process.WaitForExit();
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Go() => _process.StandardInput.WriteLine();

    private string Read() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("A loop's process ended too early.");
}
