using System.Text.Json.Nodes;

namespace Kd.Reporting;

/// <summary>A line of <c>metrics.jsonl</c>.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="LearningRate">The learning rate; NaN if it is not known.</param>
/// <param name="Losses">The losses by term, NaN where one was no number.</param>
/// <param name="Validation">The metric and the loss on the validation part, likewise.</param>
/// <param name="Seconds">How long the epoch took.</param>
internal sealed record EpochLine(
    int Epoch, double LearningRate, IReadOnlyDictionary<string, double> Losses, IReadOnlyDictionary<string, double> Validation, double Seconds)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "metrics.jsonl";

    /// <summary>Reads the epochs of a result; none if it has no such file, as a teacher has not whose weights are imported.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<EpochLine> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return !File.Exists(path) ? [] : [.. File.ReadLines(path).Select(Json.TryParse).OfType<JsonObject>().Select(From)];
    }

    private static EpochLine From(JsonObject line) => new(
        (int)(line["epoch"].Number() ?? 0), line["learningRate"].Number() ?? double.NaN, Numbers(line["losses"]), Numbers(line["validation"]), line["seconds"].Number() ?? 0);

    private static Dictionary<string, double> Numbers(JsonNode? node) =>
        (node as JsonObject ?? []).ToDictionary(member => member.Key, member => member.Value.Number() ?? double.NaN, StringComparer.Ordinal);
}
