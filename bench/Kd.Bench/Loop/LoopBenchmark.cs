using Kd.Tasks.Running;

namespace Kd.Bench.Loop;

/// <summary>Loops that take turns: how long their steps take, against the first of them.</summary>
internal static class LoopBenchmark
{
    /// <summary>Measures and prints a table.</summary>
    /// <param name="subjects">The loops; the first is what the others are compared with.</param>
    /// <param name="rounds">How often each gets a new process.</param>
    /// <param name="plan">The steps of each process.</param>
    public static void Print(LoopSubject[] subjects, int rounds, StepPlan plan)
    {
        var folder = Directory.CreateTempSubdirectory("kd-bench-");
        try
        {
            LoopWorker.Prepare(folder.FullName);
            var results = new List<LoopResult[]>();
            for (var round = 1; round <= rounds; round++)
            {
                results.Add(Measure(subjects, plan, folder.FullName));
                Console.Error.WriteLine($"round {round} of {rounds}: {string.Join(", ", results[^1].Zip(subjects, (r, m) => $"{m.Name} {Statistics.Median([.. r.Blocks.Select(b => b.Elapsed)]):F0} ms"))}");
            }

            Print(subjects, results);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // All processes live at once and take turns of a second or two, so that whatever else the machine does meets each of them.
    private static LoopResult[] Measure(LoopSubject[] subjects, StepPlan plan, string folder)
    {
        var processes = new List<LoopProcess>();
        try
        {
            foreach (var subject in subjects)
            {
                processes.Add(new(subject.Start(plan, folder), subject.IsTuned));
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

    private static void Print(LoopSubject[] subjects, List<LoopResult[]> rounds)
    {
        var variables = ChildEnvironment.Create(ChildEnvironment.Threads(), libTorch: null, waitForDebugger: false);
        Console.WriteLine($"Tuned: {string.Join(' ', variables)}");
        Console.WriteLine();
        Console.WriteLine("| loop | ms a step | quartiles | ratio (95 %) | processor ms a step | ratio (95 %) | peak RSS, MB | managed KB a step | collections | threads | mean loss |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (var mode = 0; mode < subjects.Length; mode++)
        {
            LoopResult[] measured = [.. rounds.Select(round => round[mode])];
            BlockResult[] blocks = [.. measured.SelectMany(r => r.Blocks)];
            double[] elapsed = [.. blocks.Select(b => b.Elapsed)];
            Console.WriteLine(
                $"| {subjects[mode].Name} | {Statistics.Median(elapsed):F0} | {Statistics.Quantile(elapsed, 0.25):F0} – {Statistics.Quantile(elapsed, 0.75):F0} | {Ratio(rounds, mode, b => b.Elapsed)} " +
                $"| {Statistics.Median([.. blocks.Select(b => b.Processor)]):F0} | {Ratio(rounds, mode, b => b.Processor)} " +
                $"| {Statistics.Median([.. measured.Select(r => r.Peak / 1e6)]):F0} | {Statistics.Median([.. blocks.Select(b => b.Allocated / 1e3)]):F0} " +
                $"| {blocks.Sum(b => b.Collections)} | {measured[0].Threads} | {measured[0].Loss:F4} |");
        }
    }

    // Blocks of one turn were run within seconds of each other; the median leaves out the turns that something disturbed.
    private static string Ratio(List<LoopResult[]> rounds, int mode, Func<BlockResult, double> value) => mode == 0
        ? "1"
        : Statistics.MeanRatio([.. rounds.Select(round =>
            Statistics.Median([.. round[mode].Blocks.Zip(round[0].Blocks, (block, reference) => value(block) / value(reference))]))]);
}
