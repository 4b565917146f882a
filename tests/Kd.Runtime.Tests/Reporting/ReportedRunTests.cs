using System.Text.Json;
using System.Text.Json.Nodes;
using Kd.Data;
using Kd.Metrics;
using Kd.Reporting;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Reporting;

/// <summary>What a run leaves for its report.</summary>
public sealed class ReportedRunTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Fact]
    public void Predictions_are_those_that_the_accuracy_is_of()
    {
        var options = _tiny.Options;

        var result = TinyDistiller.Run(options);

        var predictions = Read(options, "predictions.json");
        var matrix = predictions["matrix"]!.AsArray().Select(row => row!.AsArray().Select(count => (int)count!).ToArray()).ToArray();
        Assert.Equal((12, 3), ((int)predictions["samples"]!, (int)predictions["classes"]!));
        Assert.Equal([4, 4, 4], matrix.Select(row => row.Sum()));
        Assert.Equal(result.Test.Value, matrix.Select((row, i) => row[i]).Sum() / 12.0, 1e-9);
        Assert.Equal("TinyTeacher", (string?)predictions["disagreement"]!["with"]);
    }

    [Fact]
    public void Latency_is_measured_at_two_batch_sizes()
    {
        var options = _tiny.Options;

        TinyDistiller.Run(options);

        var latency = Read(options, "latency.json");
        Assert.Equal(("cpu", get_num_threads()), ((string?)latency["device"], (int)latency["threads"]!));
        Assert.Equal(["1", "32"], latency["seconds"]!.AsObject().Select(size => size.Key));
        Assert.All(latency["seconds"]!.AsObject(), size => Assert.InRange((double)size.Value!, 1e-7, 10));
    }

    [Fact]
    public void Measuring_changes_neither_random_numbers_nor_weights_nor_hooks()
    {
        using var model = new TinyStudent();
        model.eval();
        var weights = model.state_dict().ToDictionary(weight => weight.Key, weight => weight.Value.clone());
        var state = random.get_rng_state();
        var calls = 0;

        var latency = Latency.Of(model, Evaluate, TinyData.Make().Test);

        Assert.NotNull(latency);
        Assert.InRange(calls, 8, 102);
        Assert.Equal(state.bytes.ToArray(), random.get_rng_state().bytes.ToArray());
        Assert.All(model.state_dict(), weight => Assert.Equal(weights[weight.Key].bytes.ToArray(), weight.Value.bytes.ToArray()));

        Evaluation Evaluate(Dataset<ImageBatch> part) => Evaluation.Of(part, CPU, new Accuracy(), batch =>
        {
            calls++;
            Assert.True(part.Count is 1 or 32 && batch.Images.size(0) == part.Count);
            rand(3);
            return model.call(batch.Images).sum();
        });
    }

    [Fact]
    public void A_run_whose_report_cannot_be_measured_is_a_run_all_the_same()
    {
        var options = _tiny.Options with { Epochs = 1 };
        using var loop = new TinyLoop(options);
        var model = loop.Learner(new TinyStudent());
        loop.Train(batch => TinyLoop.TaskLoss(model, batch), model);

        var result = loop.Run.Finish(loop.Data, [(model, part => part.Count is 1 or 32 ? throw new InvalidOperationException("no such batch") : loop.Evaluate(model, part))]);

        Assert.True(File.Exists(result.WeightsFile));
        Assert.False(File.Exists(Path.Combine(options.Output!, "latency.json")));
        Assert.Contains(_tiny.Recorder.Lines, line => line == "TinyStudent: its report will say less: no such batch");
    }

    public void Dispose() => _tiny.Dispose();

    private static JsonNode Read(RunOptions options, string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(options.Output!, file)))!;
}
