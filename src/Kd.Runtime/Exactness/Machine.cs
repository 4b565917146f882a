using System.Runtime.InteropServices;

namespace Kd.Exactness;

/// <summary>What a run was computed with: other processors round sums in another order.</summary>
/// <param name="System">The operating system.</param>
/// <param name="Architecture">The architecture of the process, as in <c>x64</c>.</param>
/// <param name="Processor">The processor's name, if the system tells it.</param>
/// <param name="Instructions">The sets of vector instructions that it has, which choose the code of libtorch's libraries.</param>
/// <param name="Processors">How many processors the process may use.</param>
/// <param name="Gpus">The GPUs that an NVIDIA driver shows.</param>
/// <param name="GpuDriver">That driver.</param>
internal sealed record Machine(
    string System, string Architecture, string? Processor, IReadOnlyList<string> Instructions, int Processors, IReadOnlyList<string> Gpus, string? GpuDriver)
{
    private const string ProcessorFacts = "/proc/cpuinfo", DriverFacts = "/proc/driver/nvidia";
    private static readonly string[] _vectors = ["avx", "amx", "fma", "sve", "asimd"];

    /// <summary>This one.</summary>
    public static Machine Find()
    {
        var facts = Lines(ProcessorFacts);
        return new(
            RuntimeInformation.OSDescription,
            RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            Value(facts, "model name") ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER"),
            FindInstructions(facts),
            Environment.ProcessorCount,
            FindGpus(),
            Lines(DriverFacts + "/version").FirstOrDefault());
    }

    /// <summary>What results depend on, in one line.</summary>
    public override string ToString() => string.Join(
        "; ",
        new[] { Processor ?? Architecture, string.Join(' ', Instructions), string.Join(", ", Gpus) }.Where(text => text.Length > 0));

    private static List<string> FindInstructions(IReadOnlyList<string> facts) =>
        [.. (Value(facts, "flags") ?? Value(facts, "Features") ?? "").Split(' ').Where(flag => _vectors.Any(v => flag.StartsWith(v, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];

    private static List<string> FindGpus()
    {
        var folder = DriverFacts + "/gpus";
        return Directory.Exists(folder)
            ? [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(gpu => Value(Lines(Path.Combine(gpu, "information")), "Model") ?? Path.GetFileName(gpu))]
            : [];
    }

    private static string? Value(IReadOnlyList<string> facts, string name) =>
        facts.Select(fact => fact.Split(':', 2)).FirstOrDefault(fact => fact.Length == 2 && fact[0].Trim() == name)?[1].Trim();

    private static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A container may hide it.
            return [];
        }
    }
}
