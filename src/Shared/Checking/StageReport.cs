using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kd.Shared;

/// <summary>What <c>DistillCheck</c> found out about a stage. Made in the child process, told by the task.</summary>
internal sealed record StageReport(string Stage)
{
    // A gradient may be infinite, for which JSON has no number.
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>The numbers of samples of the batches that were tried; none for a stage that trains nothing.</summary>
    public IReadOnlyList<int> Batches { get; init; } = [];

    /// <summary>The models of the stage, those that are trained first.</summary>
    public IReadOnlyList<ModelReport> Models { get; init; } = [];

    /// <summary>What the terms compare.</summary>
    public IReadOnlyList<PairReport> Pairs { get; init; } = [];

    /// <summary>The terms, in the first batch.</summary>
    public IReadOnlyList<TermReport> Terms { get; init; } = [];

    /// <summary>The terms' weighted sum, in the first batch.</summary>
    public double Total { get; init; }

    /// <summary>How many parameters were to get a gradient.</summary>
    public int ExpectedGradients { get; init; }

    /// <summary>How many of them did.</summary>
    public int Gradients { get; init; }

    /// <summary>The memory that training takes; nothing if it was not measured.</summary>
    public MemoryReport? Memory { get; init; }

    /// <summary>The time that training takes; nothing if nothing is trained.</summary>
    public TimeReport? Time { get; init; }

    /// <summary>What is probably not meant.</summary>
    public IReadOnlyList<WarningReport> Warnings { get; init; } = [];

    /// <summary>What else one should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The report as JSON, in one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, _json);

    /// <summary>Reads a report.</summary>
    /// <exception cref="JsonException">The text is no report.</exception>
    public static StageReport Parse(string json) => JsonSerializer.Deserialize<StageReport>(json, _json) ?? throw new JsonException("The report is empty.");
}

/// <summary>A model of a stage.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Learns">Whether the stage trains it.</param>
/// <param name="Parameters">How many numbers it has to learn.</param>
/// <param name="Frozen">How many of them stay as they are.</param>
/// <param name="Parts">How many numbers its adapters and losses learn beside it.</param>
internal sealed record ModelReport(string Name, bool Learns, long Parameters, long Frozen, long Parts);

/// <summary>What a term compares.</summary>
/// <param name="Term">The term's name.</param>
/// <param name="Student">The student's place and shape, as in <c>body (B, 16, 4, 4)</c>.</param>
/// <param name="Teacher">The same of the teacher.</param>
/// <param name="Adapter">The adapter between them; nothing if the loss compares what it gets as it is.</param>
internal sealed record PairReport(string Term, string Student, string Teacher, string? Adapter);

/// <summary>A term of the loss.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, unweighted.</param>
/// <param name="Weight">Its full weight; nothing if the total does not depend on it.</param>
/// <param name="Gradient">The norm of its weighted gradient with respect to all that is trained; nothing if it has none.</param>
internal sealed record TermReport(string Name, double Value, double? Weight, double? Gradient)
{
    /// <summary>What it adds to the total.</summary>
    [JsonIgnore]
    public double Weighted => Value * (Weight ?? 0);
}

/// <summary>The memory that training takes, in bytes, without the data.</summary>
/// <param name="Weights">All models, adapters and losses.</param>
/// <param name="Gradients">The gradients of what is trained.</param>
/// <param name="OptimizerState">What the optimizers remember.</param>
/// <param name="Activations">What a step holds at its largest; nothing where it cannot be measured.</param>
/// <param name="Batch">The number of samples that the activations are of.</param>
/// <param name="IsScaled">Whether the activations were measured with fewer.</param>
internal sealed record MemoryReport(long Weights, long Gradients, long OptimizerState, long? Activations, int Batch, bool IsScaled)
{
    /// <summary>All of it.</summary>
    [JsonIgnore]
    public long Total => Weights + Gradients + OptimizerState + (Activations ?? 0);
}

/// <summary>The time that training takes.</summary>
/// <param name="SecondsPerEpoch">An epoch's steps, without the validation.</param>
/// <param name="Epochs">The number of epochs.</param>
/// <param name="IsScaled">Whether it was measured with a smaller batch than training has.</param>
internal sealed record TimeReport(double SecondsPerEpoch, int Epochs, bool IsScaled);

/// <summary>Something that is probably not meant.</summary>
/// <param name="Id">The id of its page.</param>
/// <param name="Text">One line.</param>
internal sealed record WarningReport(string Id, string Text);
