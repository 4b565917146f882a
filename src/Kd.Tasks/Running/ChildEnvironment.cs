namespace Kd.Tasks.Running;

/// <summary>The environment of the process that trains.</summary>
internal static class ChildEnvironment
{
    private const string ThreadsVariable = "OMP_NUM_THREADS";

    /// <summary>The number of threads: what the user's environment says, else one a processor.</summary>
    public static string Threads()
    {
        var given = Environment.GetEnvironmentVariable(ThreadsVariable);
        return string.IsNullOrWhiteSpace(given) ? Environment.ProcessorCount.ToString() : given.Trim();
    }

    /// <summary>The variables to set, as <c>name=value</c>.</summary>
    /// <param name="threads">The number of threads.</param>
    /// <param name="libTorch">A folder with another libtorch, if there is one.</param>
    /// <param name="waitForDebugger">Whether the process waits for a debugger.</param>
    public static string[] Create(string threads, string? libTorch, bool waitForDebugger)
    {
        List<string> variables =
        [
            // Freed tensors go back into glibc's pool instead of to the system: a step is up to twice as fast.
            "MALLOC_MMAP_THRESHOLD_=1073741824",
            "MALLOC_TRIM_THRESHOLD_=8589934592",
            "OMP_WAIT_POLICY=PASSIVE",
            $"{ThreadsVariable}={threads}",
            "DOTNET_GCgen0size=0x10000000",
            "DOTNET_gcConcurrent=0",
            "TORCH_CPP_LOG_LEVEL=ERROR",
        ];
        if (!string.IsNullOrEmpty(libTorch))
        {
            variables.Add($"KD_LIBTORCH={libTorch}");
        }

        if (waitForDebugger)
        {
            variables.Add("KD_WAIT_FOR_DEBUGGER=1");
        }

        return [.. variables];
    }
}
