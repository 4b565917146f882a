namespace Kd.Tasks.Graph;

/// <summary>A stage of the training graph, as <c>Kd.Training.DistillStageAttribute</c> declares it.</summary>
internal sealed record Stage(string Name, StageRole Role)
{
    private const string BaselineSuffix = ".Baseline";

    /// <summary>The student that a stage before its last one belongs to; nothing for the last, which has the student's name.</summary>
    public string? Student { get; init; }

    /// <summary>The models of a group that is trained together; none for a stage that trains one.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The stages whose weights this one needs, a group's by its own name or that of one of its models.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The serialized names of the types whose code can change the result.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>What was declared for the stage.</summary>
    public string Declaration { get; init; } = "";

    /// <summary>The paths of the settings that the stage has.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The file to take the weights from, relative to the project's folder.</summary>
    public string? Weights { get; init; }

    /// <summary>Whether that file is a TorchScript file, code and all.</summary>
    public bool IsScript { get; init; }

    /// <summary>The student that this baseline is compared with; nothing for other stages.</summary>
    public string? BaselineOf =>
        Role == StageRole.Baseline && Name.EndsWith(BaselineSuffix, StringComparison.Ordinal)
            ? Name.Substring(0, Name.Length - BaselineSuffix.Length)
            : null;

    /// <summary>Whether the stage is the last of a student, or of a group of students: the one that has their result.</summary>
    public bool IsResult => Role == StageRole.Student && Student is null;

    /// <summary>The name with the role or, for a group, with those who are in it; for messages.</summary>
    public string Title => $"{Name} ({(Models.Count == 0 ? Role.ToString().ToLowerInvariant() : string.Join(", ", Models))})";

    /// <summary>The names that a file of weights may have, of which a result has one.</summary>
    public static IReadOnlyList<string> WeightsFiles { get; } = ["student.safetensors", "teacher.safetensors", "teacher.pt", "baseline.safetensors"];

    private string WeightsFile => Role switch
    {
        StageRole.Teacher => IsScript ? "teacher.pt" : "teacher.safetensors",
        StageRole.Baseline => "baseline.safetensors",
        _ => "student.safetensors",
    };

    /// <summary>The names that may mean the stage: its own, and those of the models of its group.</summary>
    public IEnumerable<string> Names => Models.Append(Name).Distinct();

    /// <summary>Whether a name may mean the stage.</summary>
    public bool IsNamed(string name) => Name == name || Models.Contains(name);

    /// <summary>Whether the stage is one of those that a student, or a group of students, is trained and compared in.</summary>
    /// <param name="result">The stage that has their result.</param>
    public bool BelongsTo(Stage result) => result.IsNamed(BaselineOf ?? Student ?? Name);

    /// <summary>The folders that a result of the stage has for its models, by their names.</summary>
    /// <param name="result">The folder of the result, which that of the only model is.</param>
    public IEnumerable<KeyValuePair<string, string>> ModelsIn(string result) =>
        Models.Count == 0 ? [new(Name, result)] : Models.Select(model => new KeyValuePair<string, string>(model, Path.Combine(result, model)));

    /// <summary>The files of the weights that a result of the stage has, by the names of the models.</summary>
    /// <param name="result">The folder of the result.</param>
    public IEnumerable<KeyValuePair<string, string>> WeightsIn(string result) =>
        ModelsIn(result).Select(model => new KeyValuePair<string, string>(model.Key, Path.Combine(model.Value, WeightsFile)));

    /// <summary>Whether a folder has the weights of all models, which are what a run writes last.</summary>
    /// <param name="result">The folder.</param>
    public bool IsComplete(string result) => WeightsIn(result).All(weights => File.Exists(weights.Value));
}
