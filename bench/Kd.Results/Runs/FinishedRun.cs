using System.Text.Json;
using System.Text.Json.Serialization;
using Kd.Training;

namespace Kd.Results.Runs;

/// <summary>What is kept of a run: a line of the file of finished runs.</summary>
/// <param name="Key">What it depends on; see <see cref="StageGraph.Key"/>.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Validation">Accuracy on the validation part, in the epoch that was best there.</param>
/// <param name="Test">Accuracy on the test part, in that epoch.</param>
/// <param name="LastTest">Accuracy on the test part after the last epoch.</param>
/// <param name="Parameters">How many numbers the model learned.</param>
/// <param name="WeightsFile">The weights of the first model.</param>
internal sealed record FinishedRun(
    string Key, string Stage, int Seed, double Validation, double Test, double LastTest, long Parameters, string WeightsFile)
{
    /// <summary>From a run's result; of a group it is the mean of its models.</summary>
    public static FinishedRun Of(string key, int seed, RunResult result)
    {
        RunResult[] models = [result, .. result.Peers];
        return new(
            key, result.Stage, seed, models.Average(m => m.Validation.Value), models.Average(m => m.Test.Value), models.Average(m => m.LastTest.Value),
            result.Parameters, result.WeightsFile);
    }
}

/// <summary>The file of finished runs: one JSON object a line, written when a run ends, so that what was killed goes on where it was.</summary>
internal sealed class FinishedRuns
{
    private readonly string _file;
    private readonly Dictionary<string, FinishedRun> _runs = [];

    /// <summary>Reads the file, if there is one.</summary>
    public FinishedRuns(string file)
    {
        _file = file;
        foreach (var line in File.Exists(file) ? File.ReadLines(file) : [])
        {
            // The last line of a killed process may be a part of one.
            if (Read(line) is { } run)
            {
                _runs[run.Key] = run;
            }
        }
    }

    /// <summary>The run of that key, if it has been finished and its weights are still there.</summary>
    public FinishedRun? Find(string key) => _runs.TryGetValue(key, out var run) && File.Exists(run.WeightsFile) ? run : null;

    /// <summary>Adds a run.</summary>
    public void Add(FinishedRun run)
    {
        _runs[run.Key] = run;
        File.AppendAllText(_file, Environment.NewLine + JsonSerializer.Serialize(run));
    }

    private static FinishedRun? Read(string line)
    {
        try
        {
            return string.IsNullOrWhiteSpace(line) ? null : JsonSerializer.Deserialize<FinishedRun>(line, _strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static readonly JsonSerializerOptions _strict = new() { RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
}
