using System.Diagnostics;
using System.Text.Json;

namespace Kd.Bench.Loop;

/// <summary>The loop in PyTorch, of Debian's package <c>python3-torch</c>.</summary>
internal static class PyTorch
{
    // That of the system, which sees Debian's packages; another in the path does not.
    private const string Python = "/usr/bin/python3";

    /// <summary>What there is: version, oneDNN and matrix library; nothing if it is not installed.</summary>
    public static string? Describe()
    {
        if (!File.Exists(Python))
        {
            return null;
        }

        using var process = Process.Start(new ProcessStartInfo(
            Python, ["-c", "import re, torch; c = torch.__config__.show(); print(torch.__version__, *re.findall(r'MKL-DNN v[\\d.]+|CPU capability usage: \\w+|BLAS_INFO=\\w+', c), sep=', ')"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _ = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : null;
    }

    /// <summary>How to start the loop.</summary>
    /// <param name="layout"><c>plain</c> or <c>channels_last</c>.</param>
    /// <param name="plan">How many steps.</param>
    /// <param name="folder">Where the teacher's weights are.</param>
    public static ProcessStartInfo Loop(string layout, StepPlan plan, string folder) =>
        new(Python, [Path.Combine(AppContext.BaseDirectory, "response_loop.py"), JsonSerializer.Serialize(plan), folder, layout]);
}
