namespace Kd.Tasks.Running;

/// <summary>Says what an exit code means.</summary>
internal static class ExitDescription
{
    public const int Interrupted = 130;
    public const int Killed = 137;
    public const int Terminated = 143;

    public static string Of(int exitCode) => exitCode switch
    {
        0 => "ended without a result",
        Interrupted => "was interrupted (exit code 130, SIGINT)",
        134 => "was aborted by native code (exit code 134, SIGABRT)",
        Killed => "was killed (exit code 137, SIGKILL; often the system was out of memory)",
        139 => "crashed in native code (exit code 139, SIGSEGV)",
        Terminated => "was terminated (exit code 143, SIGTERM)",
        _ => $"ended with exit code {exitCode}",
    };
}
