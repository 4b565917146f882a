using System.Diagnostics;
using System.Text.Json.Nodes;
using Kd.Data;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Reporting;

/// <summary>How long models take for a batch on the CPU: <c>latency.json</c>, the one file of a result that differs from run to run.</summary>
internal static class Latency
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "latency.json";

    private const int LeastRuns = 3;
    private const int MostRuns = 50;
    private static readonly TimeSpan _enough = TimeSpan.FromMilliseconds(150);
    private static readonly long[] _batchSizes = [1, 32];

    /// <summary>Measures a model, which is in evaluation mode.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evaluate">What calls it.</param>
    /// <param name="part">The samples that it gets, from the first; some more than once, if there are few.</param>
    /// <returns>The median by batch size, in seconds; nothing if the model cannot be watched.</returns>
    public static JsonObject? Of<TBatch>(nn.Module model, Func<Dataset<TBatch>, Evaluation> evaluate, Dataset<TBatch> part)
        where TBatch : IBatch<TBatch>
    {
        // A model may draw random numbers, which whoever comes behind the run shall not notice.
        using var scope = NewDisposeScope();
        var state = random.get_rng_state();
        var clock = new Stopwatch();
        if (Watch(model, clock) is not { } remove)
        {
            return null;
        }

        try
        {
            var medians = _batchSizes.Select(size => KeyValuePair.Create<string, JsonNode?>($"{size}", Median(clock, evaluate, FirstOf(part, size))));
            return new() { ["device"] = "cpu", ["threads"] = get_num_threads(), ["seconds"] = new JsonObject(medians) };
        }
        finally
        {
            remove();
            random.set_rng_state(state);
        }
    }

    private static double Median<TBatch>(Stopwatch clock, Func<Dataset<TBatch>, Evaluation> evaluate, Dataset<TBatch> samples)
        where TBatch : IBatch<TBatch>
    {
        // The first run is slower: memory is new to it, and libraries choose how to compute.
        var all = Stopwatch.StartNew();
        evaluate(samples);
        var times = new List<double>();
        while (times.Count < LeastRuns || (times.Count < MostRuns && all.Elapsed < _enough))
        {
            clock.Reset();
            evaluate(samples);
            times.Add(clock.Elapsed.TotalSeconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private static OneBatch<TBatch> FirstOf<TBatch>(Dataset<TBatch> part, long size)
        where TBatch : IBatch<TBatch> => new(part.Read(tensor(Enumerable.Range(0, (int)size).Select(i => i % part.Count).ToArray(), device: CPU)), size);

    // Every kind of module has these methods, whatever it takes and returns, but the kinds have no base in common that has them.
    private static Action? Watch(nn.Module model, Stopwatch clock)
    {
        var before = Hook("register_forward_pre_hook", _ => clock.Start());
        return before + Hook("register_forward_hook", _ => clock.Stop());

        Action? Hook(string name, Action<nn.Module> action) =>
            model.GetType().GetMethod(name, [typeof(Action<nn.Module>)])?.Invoke(model, [action]) is { } hook ? hook.GetType().GetMethod("remove")!.CreateDelegate<Action>(hook) : null;
    }

    /// <summary>A data set that is one batch, which is read once.</summary>
    private sealed class OneBatch<TBatch>(TBatch batch, long count) : Dataset<TBatch>
        where TBatch : IBatch<TBatch>
    {
        public override long Count => count;

        public override TBatch Read(Tensor indices) => batch;
    }
}
