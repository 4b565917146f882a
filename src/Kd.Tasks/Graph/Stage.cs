namespace Kd.Tasks.Graph;

/// <summary>A stage of the training graph, as <c>Kd.Training.DistillStageAttribute</c> declares it.</summary>
internal sealed record Stage(string Name, StageRole Role)
{
    private const string BaselineSuffix = ".Baseline";

    /// <summary>The stages whose weights this one needs.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The serialized names of the types whose code can change the result.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>What was declared for the stage.</summary>
    public string Declaration { get; init; } = "";

    /// <summary>The paths of the settings that the stage has.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The file to take the weights from, relative to the project's folder.</summary>
    public string? Weights { get; init; }

    /// <summary>The student that this baseline is compared with; nothing for other stages.</summary>
    public string? BaselineOf =>
        Role == StageRole.Baseline && Name.EndsWith(BaselineSuffix, StringComparison.Ordinal)
            ? Name.Substring(0, Name.Length - BaselineSuffix.Length)
            : null;

    /// <summary>The name of the file in which the stage leaves its weights.</summary>
    public string WeightsFile => Role switch
    {
        StageRole.Teacher => "teacher.safetensors",
        StageRole.Baseline => "baseline.safetensors",
        _ => "student.safetensors",
    };
}
