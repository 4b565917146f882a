using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kd.Tasks.Store;

/// <summary>The file that says what a result depends on: what was planned, whose hash is the key, and what the run says of itself.</summary>
internal static class LockFile
{
    private const string Run = "run";

    private static readonly JsonSerializerOptions _oneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions _indented = new(_oneLine) { WriteIndented = true };

    /// <summary>Writes what was planned into a result, before what its run has written there.</summary>
    /// <param name="result">The folder of the result.</param>
    /// <param name="planned">What was planned: JSON.</param>
    public static void Complete(string result, string planned)
    {
        var path = Path.Combine(result, StageItem.LockFile);
        AtomicFile.WriteText(path, Read(path) is { } said && TakeRun(said) is { } run ? Joined(planned, run) : planned);
    }

    /// <summary>
    /// What the runs of two results of one plan found different, as in <c>machine.processor is A (was B)</c>; nothing for results of two plans.
    /// </summary>
    /// <param name="last">The file of the earlier result.</param>
    /// <param name="now">That of the later one.</param>
    public static IReadOnlyList<string> Differences(string last, string now)
    {
        if (Read(last) is not { } before || Read(now) is not { } after)
        {
            return [];
        }

        var (ran, runs) = (TakeRun(before), TakeRun(after));
        if (ran is null || runs is null || before.ToJsonString() != after.ToJsonString())
        {
            return [];
        }

        var (found, finds) = (Leaves("", ran).ToDictionary(leaf => leaf.Key, leaf => leaf.Value), Leaves("", runs).ToList());
        return
        [
            .. finds.Where(leaf => !found.TryGetValue(leaf.Key, out var was) || was != leaf.Value)
                .Select(leaf => $"{leaf.Key} is {leaf.Value} (was {(found.TryGetValue(leaf.Key, out var was) ? was : "not there")})"),
            .. found.Keys.Except(finds.Select(leaf => leaf.Key)).Select(name => $"{name} is not there (was {found[name]})"),
        ];
    }

    // Of a list, all elements are one value: what is in it has no names.
    private static IEnumerable<KeyValuePair<string, string>> Leaves(string name, JsonNode? node) => node is JsonObject group
        ? group.SelectMany(member => Leaves(name.Length == 0 ? member.Key : $"{name}.{member.Key}", member.Value))
        : [new(name, node?.ToJsonString(_oneLine).Trim('"') ?? "none")];

    private static string Joined(string planned, JsonNode run)
    {
        var json = JsonNode.Parse(planned)!.AsObject();
        json[Run] = run;
        return json.ToJsonString(_indented).Replace("\r\n", "\n") + "\n";
    }

    private static JsonNode? TakeRun(JsonObject json)
    {
        var run = json[Run];
        json.Remove(Run);
        return run;
    }

    private static JsonObject? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
