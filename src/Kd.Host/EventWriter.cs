using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kd.Training;

namespace Kd.Host;

/// <summary>Tells the build how the run goes: one JSON object a line, which begins with the property <c>kd</c>.</summary>
internal sealed class EventWriter(TextWriter output, PhaseFile phase) : IRunReporter
{
    private const string UserCode = "KD3001";
    private static readonly JsonSerializerOptions _json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The stage that is being run.</summary>
    public string? Stage { get; set; }

    /// <summary>Whether it told of an exception.</summary>
    public bool HasError { get; private set; }

    public void Progress(string text) => Write(new Event("progress", text));

    public void Warning(string id, string text) => Write(new Event("warning", text) { Code = id });

    public void Enter(RunPhase next, int epoch, int step) => phase.Write(next, epoch, step);

    public void Status(RunStatus status) => Write(new Event("status", $"epoch {status.Epoch}/{status.Epochs}, step {status.Step}/{status.Steps}")
    {
        Status = new(status.Epoch, status.Epochs, status.Step, status.Steps, status.BatchSize, Finite(status.Losses), status.Validation),
    });

    public void Checked(string report) => Write(new Event("check", Stage ?? "") { Report = JsonDocument.Parse(report).RootElement });

    /// <summary>Tells of an exception, with the place in the user's code that it came from.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="user">The user's assembly, if it was loaded.</param>
    public void Error(Exception exception, Assembly? user)
    {
        HasError = true;
        var cause = exception;
        while (cause is TypeInitializationException or TargetInvocationException or AggregateException && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        var frame = new StackTrace(cause, fNeedFileInfo: true).GetFrames()
            .FirstOrDefault(f => f.GetFileLineNumber() > 0 && f.GetMethod()?.Module.Assembly == user && File.Exists(f.GetFileName()));
        var lines = cause.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var text = lines.FirstOrDefault() ?? cause.GetType().Name;
        Write(cause is KdException known
            ? new Event("error", text) { Code = known.Id, Details = known.InnerException?.ToString() }
            : new Event("error", $"{cause.GetType().Name}: {text}") { Code = UserCode, Details = cause.ToString(), File = frame?.GetFileName(), Line = frame?.GetFileLineNumber() });
    }

    // JSON has no number for the others.
    private static Dictionary<string, double> Finite(IReadOnlyDictionary<string, double> losses) => losses.All(loss => double.IsFinite(loss.Value)) ? new(losses) : [];

    private void Write(Event @event)
    {
        output.WriteLine(JsonSerializer.Serialize(@event with { Stage = Stage }, _json));
        output.Flush();
    }

    private sealed record Event(
        [property: JsonPropertyName("kd"), JsonPropertyOrder(-1)] string Kind,
        [property: JsonPropertyName("text")] string Text)
    {
        [JsonPropertyName("code")]
        public string? Code { get; init; }

        [JsonPropertyName("file")]
        public string? File { get; init; }

        [JsonPropertyName("line")]
        public int? Line { get; init; }

        [JsonPropertyName("details")]
        public string? Details { get; init; }

        [JsonPropertyName("stage")]
        public string? Stage { get; init; }

        [JsonPropertyName("status")]
        public RunPosition? Status { get; init; }

        [JsonPropertyName("report")]
        public JsonElement? Report { get; init; }
    }

    private sealed record RunPosition(
        [property: JsonPropertyName("epoch")] int Epoch,
        [property: JsonPropertyName("epochs")] int Epochs,
        [property: JsonPropertyName("step")] int Step,
        [property: JsonPropertyName("steps")] int Steps,
        [property: JsonPropertyName("batchSize")] int BatchSize,
        [property: JsonPropertyName("losses")] IReadOnlyDictionary<string, double> Losses,
        [property: JsonPropertyName("validation")] string? Validation);
}
