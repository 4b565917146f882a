using System.Text.Json;

namespace Kd.Bench.Loop;

/// <summary>The generated loop with Hinton's loss and the labels alone, against the same in PyTorch and against what a step cannot do without.</summary>
internal static class ResponseBenchmark
{
    public const string Verb = "pytorch";

    /// <summary>Measures and prints a table.</summary>
    /// <param name="rounds">How often each loop gets a new process.</param>
    /// <param name="plan">The steps of each process.</param>
    public static void Print(int rounds, StepPlan plan)
    {
        var folder = Directory.CreateTempSubdirectory("kd-bench-");
        try
        {
            LoopWorker.Prepare(folder.FullName);
            var subjects = Subjects(plan, folder.FullName);
            var results = new List<LoopResult[]>();
            for (var round = 1; round <= rounds; round++)
            {
                results.Add(LoopSubject.Measure(subjects, plan));
                Console.Error.WriteLine($"round {round} of {rounds}: {string.Join(", ", results[^1].Zip(subjects, (r, s) => $"{s.Name} {Statistics.Median([.. r.Blocks.Select(b => b.Elapsed)]):F0} ms"))}");
            }

            Print(subjects, results);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The first is what the others are compared with.
    private static List<LoopSubject> Subjects(StepPlan plan, string folder)
    {
        List<LoopSubject> subjects =
        [
            new("bare forward and backward", () => Worker(ResponseWorker.Bare)),
            new("generated, models release intermediates", () => Worker(ResponseWorker.Releasing)),
            new("generated", () => Worker(ResponseWorker.Generated)),
        ];
        if (PyTorch.Describe() is not { } version)
        {
            Console.WriteLine("PyTorch is left out: Debian's python3-torch is not installed.");
            return subjects;
        }

        Console.WriteLine($"PyTorch {version}");
        return
        [
            new("PyTorch", () => PyTorch.Loop("plain", plan, folder)),
            new("PyTorch, channels last", () => PyTorch.Loop("channels_last", plan, folder)),
            .. subjects,
        ];

        System.Diagnostics.ProcessStartInfo Worker(string loop) => ThisProgram.With(ResponseWorker.Verb, loop, JsonSerializer.Serialize(plan), folder);
    }

    private static void Print(List<LoopSubject> subjects, List<LoopResult[]> rounds)
    {
        var bare = subjects.FindIndex(s => s.Name.StartsWith("bare", StringComparison.Ordinal));
        Console.WriteLine();
        Console.WriteLine("| loop | ms a step | quartiles | ratio (95 %) | processor ms a step | ratio (95 %) | peak RSS, MB | ratio | managed KB a step | above bare | threads | mean loss |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (var subject = 0; subject < subjects.Count; subject++)
        {
            var elapsed = Values(subject, b => b.Elapsed);
            Console.WriteLine(
                $"| {subjects[subject].Name} | {Statistics.Median(elapsed):F0} | {Statistics.Quantile(elapsed, 0.25):F0} – {Statistics.Quantile(elapsed, 0.75):F0} | {Ratio(subject, b => b.Elapsed)} " +
                $"| {Statistics.Median(Values(subject, b => b.Processor)):F0} | {Ratio(subject, b => b.Processor)} | {Peak(subject):F0} | {Peak(subject) / Peak(0):F2} " +
                $"| {Allocated(subject):F1} | {(Allocated(subject) > 0 ? $"{Allocated(subject) - Allocated(bare):F1}" : "")} | {rounds[0][subject].Threads} | {rounds[0][subject].Loss:F4} |");
        }

        double[] Values(int subject, Func<BlockResult, double> value) => [.. rounds.SelectMany(round => round[subject].Blocks.Select(value))];

        double Allocated(int subject) => Statistics.Median(Values(subject, b => b.Allocated / 1e3));

        double Peak(int subject) => Statistics.Median([.. rounds.Select(round => round[subject].Peak / 1e6)]);

        // Blocks of one turn were run within seconds of each other; the median leaves out the turns that something disturbed.
        string Ratio(int subject, Func<BlockResult, double> value) => subject == 0
            ? "1"
            : Statistics.MeanRatio([.. rounds.Select(round => Statistics.Median([.. round[subject].Blocks.Zip(round[0].Blocks, (block, reference) => value(block) / value(reference))]))]);
    }
}
