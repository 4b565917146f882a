using Kd.Tasks.Running;

namespace Kd.Bench.Loop;

/// <summary>The generated loop against the same loop by hand, each with and without the environment in which Kd trains.</summary>
internal static class LoopBenchmark
{
    private static readonly (string Name, bool Generated, bool Tuned)[] _modes =
    [
        ("by hand, tuned", false, true),
        ("generated, tuned", true, true),
        ("by hand, not tuned", false, false),
        ("generated, not tuned", true, false),
    ];

    /// <summary>Measures and prints a table.</summary>
    /// <param name="rounds">How often each mode is measured; every second round goes through them backwards.</param>
    /// <param name="timed">Timed steps of a measurement.</param>
    /// <param name="warmUp">Steps before them.</param>
    public static void Print(int rounds, int timed, int warmUp)
    {
        var folder = Directory.CreateTempSubdirectory("kd-bench-");
        try
        {
            LoopProcess.Prepare(folder.FullName);
            var results = _modes.ToDictionary(mode => mode.Name, _ => new List<LoopResult>());
            for (var round = 0; round < rounds; round++)
            {
                foreach (var (name, generated, tuned) in round % 2 == 0 ? _modes : _modes.Reverse())
                {
                    var result = LoopProcess.Measure(generated, tuned, warmUp, timed, folder.FullName);
                    Console.Error.WriteLine($"round {round + 1}, {name}: {Statistics.Median(result.Steps):F0} ms");
                    results[name].Add(result);
                }
            }

            Print(results);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Print(Dictionary<string, List<LoopResult>> results)
    {
        var variables = ChildEnvironment.Create(ChildEnvironment.Threads(), libTorch: null, waitForDebugger: false);
        Console.WriteLine($"Tuned: {string.Join(' ', variables)}");
        Console.WriteLine();
        Console.WriteLine("| loop | ms a step | least and most | to the tuned loop by hand | processor ms | peak RSS, MB | managed KB a step | collections | threads | mean loss |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        var reference = Medians(results[_modes[0].Name]);
        foreach (var (name, measured) in results)
        {
            var medians = Medians(measured);
            Console.WriteLine(
                $"| {name} | {Statistics.Median(medians):F0} | {medians.Min():F0} – {medians.Max():F0} | {Statistics.PairedRatio(medians, reference)} " +
                $"| {Of(r => r.Processor):F0} | {Of(r => r.Peak) / 1e6:F0} | {Of(r => r.Allocated) / 1e3:F0} | {Of(r => r.Collections):F0} " +
                $"| {Of(r => r.Threads):F0} | {Of(r => r.Loss):F4} |");

            double Of(Func<LoopResult, double> value) => Statistics.Median([.. measured.Select(value)]);
        }
    }

    private static double[] Medians(List<LoopResult> results) => [.. results.Select(r => Statistics.Median(r.Steps))];
}
