using System.Diagnostics;

namespace Kd.EndToEnd.Tests;

/// <summary>Runs programs.</summary>
internal static class Programs
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program to its end, which has to come within minutes.</summary>
    /// <returns>Its exit code and what it said.</returns>
    public static (int ExitCode, string Output) Finish(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var program = Process.Start(start)!;
        var texts = Task.WhenAll(program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        if (!texts.Wait(_patience) || !program.WaitForExit(_patience))
        {
            program.Kill(entireProcessTree: true);
            Assert.Fail($"{start.FileName} {string.Join(' ', start.ArgumentList)} does not end.");
        }

        return (program.ExitCode, string.Concat(texts.Result));
    }
}
