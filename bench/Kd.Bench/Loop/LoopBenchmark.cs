using Kd.Tasks.Running;

namespace Kd.Bench.Loop;

/// <summary>The generated loop against the same loop by hand, each with and without the environment in which Kd trains.</summary>
internal static class LoopBenchmark
{
    // The first is what the others are compared with.
    private static readonly (string Name, bool Generated, bool Tuned)[] _modes =
    [
        ("by hand, tuned", false, true),
        ("generated, tuned", true, true),
        ("by hand, not tuned", false, false),
        ("generated, not tuned", true, false),
    ];

    /// <summary>Measures and prints a table.</summary>
    /// <param name="rounds">How often each mode gets a new process.</param>
    /// <param name="plan">The steps of each process.</param>
    public static void Print(int rounds, StepPlan plan)
    {
        var folder = Directory.CreateTempSubdirectory("kd-bench-");
        try
        {
            LoopWorker.Prepare(folder.FullName);
            var results = new List<LoopResult[]>();
            for (var round = 1; round <= rounds; round++)
            {
                results.Add(Measure(plan, folder.FullName));
                Console.Error.WriteLine($"round {round} of {rounds}: {string.Join(", ", results[^1].Zip(_modes, (r, m) => $"{m.Name} {Statistics.Median(r.Blocks):F0} ms"))}");
            }

            Print(results);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // All processes live at once and take turns of a second or two, so that whatever else the machine does meets each of them.
    private static LoopResult[] Measure(StepPlan plan, string folder)
    {
        var processes = new List<LoopProcess>();
        try
        {
            foreach (var (_, generated, tuned) in _modes)
            {
                processes.Add(new(generated, tuned, plan, folder));
            }

            for (var block = 0; block < plan.Blocks; block++)
            {
                foreach (var process in block % 2 == 0 ? processes : processes.AsEnumerable().Reverse())
                {
                    process.RunBlock();
                }
            }

            return [.. processes.Select(process => process.End())];
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }

    private static void Print(List<LoopResult[]> rounds)
    {
        var variables = ChildEnvironment.Create(ChildEnvironment.Threads(), libTorch: null, waitForDebugger: false);
        Console.WriteLine($"Tuned: {string.Join(' ', variables)}");
        Console.WriteLine();
        Console.WriteLine("| loop | ms a step | quartiles | ratio (95 %) | processor ms | peak RSS, MB | managed KB a step | collections | threads | mean loss |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (var mode = 0; mode < _modes.Length; mode++)
        {
            LoopResult[] measured = [.. rounds.Select(round => round[mode])];
            double[] blocks = [.. measured.SelectMany(r => r.Blocks)];
            var ratio = mode == 0 ? "1" : Statistics.MeanRatio([.. rounds.Select(round => Ratio(round[mode], round[0]))]);
            Console.WriteLine(
                $"| {_modes[mode].Name} | {Statistics.Median(blocks):F0} | {Statistics.Quantile(blocks, 0.25):F0} – {Statistics.Quantile(blocks, 0.75):F0} | {ratio} " +
                $"| {Of(r => r.Processor):F0} | {Of(r => r.Peak) / 1e6:F0} | {Of(r => r.Allocated) / 1e3:F0} | {Of(r => r.Collections):F0} " +
                $"| {Of(r => r.Threads):F0} | {Of(r => r.Loss):F4} |");

            double Of(Func<LoopResult, double> value) => Statistics.Median([.. measured.Select(value)]);
        }
    }

    // Blocks of one turn were run within seconds of each other; the median leaves out the turns that something disturbed.
    private static double Ratio(LoopResult mode, LoopResult reference) =>
        Statistics.Median([.. mode.Blocks.Zip(reference.Blocks, (block, other) => block / other)]);
}
