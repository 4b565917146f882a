using System.Text.Json;

namespace Kd.Tasks.Running;

/// <summary>How far a training process has come.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Step">How many steps of the epoch are done.</param>
/// <param name="Steps">How many steps an epoch has.</param>
/// <param name="BatchSize">The number of samples in a step.</param>
/// <param name="Losses">The mean losses of the last steps by term; the last is the total.</param>
/// <param name="Validation">What the last validation gave, as text.</param>
internal sealed record HostStatus(int Epoch, int Epochs, int Step, int Steps, int BatchSize, IReadOnlyList<KeyValuePair<string, double>> Losses, string? Validation)
{
    /// <summary>How many steps of the whole run are done.</summary>
    public long Done => ((long)(Epoch - 1) * Steps) + Step;

    /// <summary>How many steps the run has.</summary>
    public long Total => (long)Epochs * Steps;

    /// <summary>Reads it from an event.</summary>
    /// <exception cref="FormatException">A number is too large.</exception>
    /// <exception cref="InvalidOperationException">Something is of another kind than it has to be.</exception>
    /// <exception cref="KeyNotFoundException">Something is missing.</exception>
    public static HostStatus Read(JsonElement json) => new(
        json.GetProperty("epoch").GetInt32(),
        json.GetProperty("epochs").GetInt32(),
        json.GetProperty("step").GetInt32(),
        json.GetProperty("steps").GetInt32(),
        json.GetProperty("batchSize").GetInt32(),
        [.. json.GetProperty("losses").EnumerateObject().Select(loss => new KeyValuePair<string, double>(loss.Name, loss.Value.GetDouble()))],
        json.TryGetProperty("validation", out var validation) ? validation.GetString() : null);
}
