using System.Diagnostics;
using Kd.Training;

namespace Kd.Host;

/// <summary><c>KdWaitForDebugger</c>: gives a person time to attach before the user's code runs.</summary>
internal static class DebuggerWait
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(200);

    public static void IfAsked(IRunReporter reporter)
    {
        if (Environment.GetEnvironmentVariable("KD_WAIT_FOR_DEBUGGER") != "1")
        {
            return;
        }

        reporter.Progress($"Waiting for a debugger to attach to process {Environment.ProcessId} (dotnet).");
        while (!Debugger.IsAttached)
        {
            Thread.Sleep(_interval);
        }
    }
}
