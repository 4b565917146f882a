using System.Text.Json;
using Kd.Training;

namespace Kd.Schemes.Tests;

/// <summary>A run that is done.</summary>
/// <param name="Result">What came out.</param>
/// <param name="Folder">What it left.</param>
/// <param name="Watch">What its steps did.</param>
internal sealed record Trained(RunResult Result, string Folder, Watch Watch)
{
    /// <summary>The weights that were kept.</summary>
    public Weights Weights => Weights.Read(Result.WeightsFile);

    /// <summary>What losses and adapters learned.</summary>
    public Weights Parts => Weights.Read(Path.Combine(Folder, "parts.safetensors"));

    /// <summary>The lines of <c>metrics.jsonl</c>.</summary>
    public IReadOnlyList<EpochMetrics> Metrics => EpochMetrics.Read(Folder);

    /// <summary>The calls of the models of a class in the steps.</summary>
    public IReadOnlyList<Call> Calls<TModel>()
        where TModel : DigitsModel => [.. Watch.Calls.Where(call => call.Model is TModel)];

    /// <summary>The calls of the models that are trained.</summary>
    public IReadOnlyList<Call> Learning => [.. Watch.Calls.Where(call => call.IsTraining)];

    /// <summary>The calls of the models that teach.</summary>
    public IReadOnlyList<Call> Teaching => [.. Watch.Calls.Where(call => !call.IsTraining)];
}

/// <summary>A line of <c>metrics.jsonl</c>.</summary>
internal sealed record EpochMetrics(double LearningRate, double Accuracy, IReadOnlyDictionary<string, double> Losses)
{
    public static IReadOnlyList<EpochMetrics> Read(string folder) => [.. File.ReadAllLines(Path.Combine(folder, "metrics.jsonl")).Select(line =>
    {
        var root = JsonDocument.Parse(line).RootElement;
        return new EpochMetrics(
            root.GetProperty("learningRate").GetDouble(),
            root.GetProperty("validation").GetProperty("accuracy").GetDouble(),
            root.GetProperty("losses").EnumerateObject().ToDictionary(loss => loss.Name, loss => loss.Value.GetDouble()));
    })];
}
