using System.Diagnostics;
using Kd.Bench.Loop;
using Kd.Caching;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Bench.Caching;

/// <summary>What a step takes with a stored teacher, and what of that the reading is.</summary>
internal static class CacheBenchmark
{
    /// <summary>The word on the command line.</summary>
    public const string Verb = "cache";

    private const int Samples = 50_000;
    private const int BatchSize = 64;

    /// <summary>Prints both tables.</summary>
    /// <param name="rounds">How often each loop gets a new process.</param>
    /// <param name="plan">The steps of each process.</param>
    public static void Print(int rounds, StepPlan plan)
    {
        LoopBenchmark.Print(LoopSubjects.Teachers, rounds, plan);
        Console.WriteLine();
        Console.WriteLine($"| format | classes | file, MB | open and look at all, ms | read {Samples:N0} samples, ms | µs a batch of {BatchSize} | quartiles |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var classes in new[] { 10, 100, 1000 })
        {
            foreach (var format in Enum.GetValues<CacheFormat>())
            {
                Measure(new() { Format = format }, classes);
            }
        }
    }

    private static void Measure(TeacherCacheAttribute how, int classes)
    {
        var folder = Directory.CreateTempSubdirectory("kd-bench-cache-");
        using var scope = NewDisposeScope();
        try
        {
            var codec = OutputCodec.For(how, "logits", [classes]);
            var path = Path.Combine(folder.FullName, "logits.kdcache");
            var layout = new CacheLayout(new("", "", "", "", Samples, 1, null, how.Format.ToString(), [new("logits", [classes])]), codec.Stored);
            Write(path, layout, codec, classes);
            var clock = Stopwatch.StartNew();
            using var file = CacheFile.Open(path, layout);
            var opened = clock.Elapsed.TotalMilliseconds;
            double[] times = [.. Enumerable.Range(1, 3).SelectMany(epoch => ReadEpoch(file, codec, epoch))];
            var median = Statistics.Median(times);
            Console.WriteLine(
                $"| {how.Format} | {classes} | {layout.Length / 1e6:F1} | {opened:F0} | {times.Sum() / 3 / 1e3:F0} | {median:F0} | {Statistics.Quantile(times, 0.25):F0} – {Statistics.Quantile(times, 0.75):F0} |");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(string path, CacheLayout layout, OutputCodec codec, int classes)
    {
        using var writer = new CacheWriter(path, layout);
        for (long block = 0; block < layout.Blocks; block++)
        {
            using var scope = NewDisposeScope();
            var first = block * CacheLayout.BlockRows;
            writer.Write(first, codec.Encode(randn(Math.Min(CacheLayout.BlockRows, Samples - first), classes)));
            writer.Seal(block);
        }

        writer.Complete(path);
    }

    // What a step does beside the search for the ids: in the order of a shuffle, to 32-bit numbers.
    private static IEnumerable<double> ReadEpoch(CacheFile file, OutputCodec codec, int epoch)
    {
        long[] order = [.. Enumerable.Range(0, Samples).Select(i => (long)i)];
        new Random(epoch).Shuffle(order);
        for (var begin = 0; begin + BatchSize <= Samples; begin += BatchSize)
        {
            var clock = Stopwatch.GetTimestamp();
            using (NewDisposeScope())
            {
                codec.Decode(file.Read(order.AsSpan(begin, BatchSize)));
            }

            yield return Stopwatch.GetElapsedTime(clock).TotalMicroseconds;
        }
    }
}
