using System.Text.Json;

namespace Kd.Tasks.Keys;

/// <summary>What all stages of a run have in common and what can change their results.</summary>
internal sealed record RunConditions
{
    /// <summary>The files of <c>@(KdData)</c> with their hashes, ordered by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Data { get; init; } = [];

    /// <summary>The hash of what is at <c>KdDataPath</c>.</summary>
    public string? DataPath { get; init; }

    /// <summary>The device that was asked for.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>The number of threads: sums of floating-point numbers depend on it.</summary>
    public string Threads { get; init; } = "1";

    /// <summary>The hash of the libraries of another libtorch.</summary>
    public string? LibTorch { get; init; }

    /// <summary>The versions of Kd and TorchSharp, ordered by name.</summary>
    public IReadOnlyList<AssemblyVersion> Versions { get; init; } = [];

    public void Write(Utf8JsonWriter json)
    {
        StageLock.WriteStrings(json, "data", Data);
        if (DataPath is not null)
        {
            json.WriteString("dataPath", DataPath);
        }

        json.WriteString("device", Device);
        json.WriteString("threads", Threads);
        if (LibTorch is not null)
        {
            json.WriteString("libTorch", LibTorch);
        }

        json.WriteStartObject("versions");
        foreach (var version in Versions)
        {
            json.WriteStartObject(version.Name);
            json.WriteString("version", version.Version);
            json.WriteString("module", version.Module);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
