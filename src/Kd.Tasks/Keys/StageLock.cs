using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kd.Tasks.Graph;

namespace Kd.Tasks.Keys;

/// <summary>All that can change a stage's result. Its hash is the stage's key; as a file it says how to repeat the run.</summary>
internal sealed record StageLock(Stage Stage, RunConditions Conditions)
{
    private const int KeyLength = 20;

    /// <summary>The hashes of the code that the stage can reach, by type.</summary>
    public required IReadOnlyDictionary<string, string> Code { get; init; }

    /// <summary>The values that apply to the stage, by path.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The keys of the stages that this one needs, in its order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> After { get; init; }

    /// <summary>The hash of the file that the weights come from.</summary>
    public string? Weights { get; init; }

    /// <summary>The stage's key: the name of its folder in the store.</summary>
    public string Key()
    {
        using var sha = SHA256.Create();
        return Digest.Hex(sha.ComputeHash(Encoding.UTF8.GetBytes(ToJson()))).Substring(0, KeyLength);
    }

    /// <summary>The text of <c>kd.lock.json</c>; equal for equal locks.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json);
        }

        return Encoding.UTF8.GetString(bytes.ToArray()).Replace("\r\n", "\n") + "\n";
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("format", 2);
        json.WriteString("stage", Stage.Name);
        json.WriteString("role", Stage.Role.ToString().ToLowerInvariant());
        if (Stage.Models.Count > 0)
        {
            json.WriteStartArray("models");
            foreach (var model in Stage.Models)
            {
                json.WriteStringValue(model);
            }

            json.WriteEndArray();
        }

        json.WriteString("declaration", Stage.Declaration);
        WriteStrings(json, "code", Code);
        WriteStrings(json, "settings", Settings);
        WriteStrings(json, "after", After);
        if (Weights is not null)
        {
            json.WriteStartObject("weights");
            json.WriteString("file", Stage.Weights);
            json.WriteString("sha256", Weights);
            json.WriteEndObject();
        }

        Conditions.Write(json);
        json.WriteEndObject();
    }

    internal static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        json.WriteStartObject(name);
        foreach (var value in values)
        {
            json.WriteString(value.Key, value.Value);
        }

        json.WriteEndObject();
    }
}
