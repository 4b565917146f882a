using System.Text.Json.Nodes;
using Kd.Data;
using static TorchSharp.torch;

namespace Kd.Reporting;

/// <summary>
/// What a report tells of a classifier's predictions: <c>predictions.json</c>. Its size has a bound, whatever the numbers of samples and classes.
/// </summary>
internal static class PredictionSummary
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "predictions.json";

    // As many as a table of them can be read with.
    private const int MostClasses = 30;
    private const int MostPairs = 30;
    private const int MostExamples = 12;

    /// <summary>Sums up what a model said of the test part.</summary>
    /// <param name="own">What it said.</param>
    /// <param name="teacher">What its teacher said of the same; nothing for a model that has none.</param>
    /// <param name="teacherName">The teacher's name.</param>
    /// <param name="part">The test part.</param>
    public static JsonObject Of<TBatch>(Predictions own, Predictions? teacher, string? teacherName, Dataset<TBatch> part)
        where TBatch : IBatch<TBatch>
    {
        var summary = new JsonObject { ["samples"] = own.Samples.Count, ["classes"] = own.ClassCount };
        var confusions = own.Labels.Zip(own.Classes).GroupBy(pair => pair).ToDictionary(same => same.Key, same => same.Count());
        if (own.ClassCount <= MostClasses)
        {
            summary["matrix"] = Array(Range(own.ClassCount).Select(label => Array(Range(own.ClassCount).Select(said => (JsonNode)confusions.GetValueOrDefault((label, said))))));
        }
        else
        {
            var pairs = confusions.Where(pair => pair.Key.First != pair.Key.Second).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(MostPairs);
            summary["pairs"] = Array(pairs.Select(pair => new JsonObject { ["label"] = pair.Key.First, ["said"] = pair.Key.Second, ["count"] = pair.Value }));
        }

        if (teacher is not null && teacher.Samples.SequenceEqual(own.Samples))
        {
            summary["disagreement"] = Disagreement(own, teacher, teacherName, part);
        }

        return summary;
    }

    private static JsonObject Disagreement<TBatch>(Predictions own, Predictions teacher, string? teacherName, Dataset<TBatch> part)
        where TBatch : IBatch<TBatch>
    {
        var all = Enumerable.Range(0, own.Samples.Count).Where(at => own.Classes[at] != teacher.Classes[at]).ToList();

        // Those about which both are surest tell most.
        var shown = all.OrderByDescending(at => own.Confidences[at] + teacher.Confidences[at]).ThenBy(at => at).Take(MostExamples).ToList();
        var images = shown.Count == 0 ? null : SampleImages.Of(part, [.. shown.Select(at => (long)at)]);
        return new()
        {
            ["with"] = teacherName,
            ["count"] = all.Count,
            ["examples"] = Array(shown.Select((at, i) => new JsonObject
            {
                ["sample"] = own.Samples[at],
                ["label"] = own.Labels[at],
                ["own"] = Said(own, at),
                ["teacher"] = Said(teacher, at),
                ["image"] = images?[i],
            })),
        };
    }

    private static JsonObject Said(Predictions predictions, int at) => new()
    {
        ["class"] = predictions.Classes[at],
        ["confidence"] = float.IsFinite(predictions.Confidences[at]) ? Math.Round(predictions.Confidences[at], 4) : null,
    };

    private static IEnumerable<long> Range(long count) => Enumerable.Range(0, (int)count).Select(i => (long)i);

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => new([.. nodes]);
}
