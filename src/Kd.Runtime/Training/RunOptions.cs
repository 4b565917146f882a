namespace Kd.Training;

/// <summary>
/// What a run does and where. The generated <c>Options</c> derive from it and add each constant of the declaration.
/// </summary>
public abstract record RunOptions
{
    /// <summary>Takes the declared values.</summary>
    /// <param name="train">The declaration.</param>
    protected RunOptions(TrainAttribute train)
    {
        (Epochs, BatchSize, Seed, Keep, NonFinite, Deterministic) =
            (train.Epochs, train.BatchSize, train.Seed, train.Keep, train.NonFinite, train.Deterministic);
        (Precision, Fast, AccumulationSteps, ClipNorm, EmaDecay) = (train.Precision, train.Fast, train.AccumulationSteps, train.ClipNorm, train.EmaDecay);
    }

    /// <inheritdoc cref="TrainAttribute.Epochs"/>
    public int Epochs { get; init; }

    /// <inheritdoc cref="TrainAttribute.BatchSize"/>
    public int BatchSize { get; init; }

    /// <inheritdoc cref="TrainAttribute.Seed"/>
    public int Seed { get; init; }

    /// <inheritdoc cref="TrainAttribute.Keep"/>
    public Keep Keep { get; init; }

    /// <inheritdoc cref="TrainAttribute.NonFinite"/>
    public NonFinite NonFinite { get; init; }

    /// <inheritdoc cref="TrainAttribute.Deterministic"/>
    public bool Deterministic { get; init; }

    /// <inheritdoc cref="TrainAttribute.Precision"/>
    public Precision Precision { get; init; }

    /// <inheritdoc cref="TrainAttribute.Fast"/>
    public bool Fast { get; init; }

    /// <inheritdoc cref="TrainAttribute.AccumulationSteps"/>
    public int AccumulationSteps { get; init; }

    /// <inheritdoc cref="TrainAttribute.ClipNorm"/>
    public double ClipNorm { get; init; }

    /// <inheritdoc cref="TrainAttribute.EmaDecay"/>
    public double EmaDecay { get; init; }

    /// <summary><c>auto</c> (a GPU if there is one), <c>cpu</c>, <c>cuda</c> or <c>cuda:n</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Where the data lies. The default is the folder of the program.</summary>
    public string DataPath { get; init; } = AppContext.BaseDirectory;

    /// <summary>Where the results go. The default is <c>distilled/NAME</c> in the folder of the program.</summary>
    public string? Output { get; init; }

    /// <summary>Weight files by stage. What is not named is looked for where <c>Distill</c> leaves it.</summary>
    public IReadOnlyDictionary<string, string> Weights { get; init; } = new Dictionary<string, string>();

    /// <summary>The file to take the model's own weights from, in place of training it.</summary>
    public string? ImportedWeights { get; init; }

    /// <summary>Hears how the run goes. The default writes to the console.</summary>
    public IRunReporter Reporter { get; init; } = ConsoleReporter.Instance;

    /// <summary>
    /// The folder of the run's checkpoints, which is its alone: a run that finds some there goes on from the newest. Nothing, the default:
    /// none are made.
    /// </summary>
    public string? Checkpoints { get; init; }

    /// <summary>After how many minutes a checkpoint is made within an epoch, at least 0. There is one behind each epoch as well.</summary>
    public double CheckpointMinutes { get; init; } = 5;

    /// <summary>
    /// The folder with what <see cref="TeacherCacheAttribute">[TeacherCache]</see> stores, which runs may share; nothing: the teachers run in every
    /// step. The default is <c>cache/teacher</c> in the folder of the program.
    /// </summary>
    public string? TeacherCaches { get; init; } = Path.Combine(AppContext.BaseDirectory, "cache", "teacher");

    /// <summary>Asks the run to end: it finishes its step, makes a checkpoint and throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Where the batch of a step that went wrong is written to; nothing for <see cref="Output"/>.</summary>
    internal string? FaultFolder { get; init; }

    /// <summary>Whether the run gives the same bytes each time, on the CPU of one machine.</summary>
    internal bool RepeatsToTheBit => !Fast && Precision == Precision.Float32;

    /// <summary>Whether the run only tries a few samples and tells what it finds.</summary>
    internal bool IsCheck { get; init; }

    /// <summary>The options with one value changed.</summary>
    /// <param name="path">The setting's path, as in <c>KdSet</c>: <c>train.epochs</c>, <c>response.temperature</c>.</param>
    /// <param name="value">The value, in the invariant culture.</param>
    /// <exception cref="KdException">There is no such setting (KD1004), or the value cannot be read (KD1020).</exception>
    public virtual RunOptions With(string path, string value) => path switch
    {
        "train.epochs" => this with { Epochs = Setting.Int32(path, value) },
        "train.batchSize" => this with { BatchSize = Setting.Int32(path, value) },
        "train.seed" => this with { Seed = Setting.Int32(path, value) },
        "train.keep" => this with { Keep = Setting.Enum<Keep>(path, value) },
        "train.nonFinite" => this with { NonFinite = Setting.Enum<NonFinite>(path, value) },
        "train.deterministic" => this with { Deterministic = Setting.Boolean(path, value) },
        "train.precision" => this with { Precision = Setting.Enum<Precision>(path, value) },
        "train.fast" => this with { Fast = Setting.Boolean(path, value) },
        "train.accumulationSteps" => this with { AccumulationSteps = Setting.Int32(path, value) },
        "train.clipNorm" => this with { ClipNorm = Setting.Double(path, value) },
        "train.emaDecay" => this with { EmaDecay = Setting.Double(path, value) },
        _ => throw Setting.Unknown(path),
    };

    /// <summary>Throws unless the values of the declaration of training are in their ranges.</summary>
    /// <exception cref="KdException">One is not (KD1020).</exception>
    internal void RequireRanges()
    {
        Setting.RequireAtLeastOne("train.epochs", Epochs);
        Setting.RequireAtLeastOne("train.batchSize", BatchSize);
        Setting.RequireAtLeastOne("train.accumulationSteps", AccumulationSteps);
        Setting.Require("train.clipNorm", ClipNorm, ClipNorm >= 0, "at least 0");
        Setting.Require("train.emaDecay", EmaDecay, EmaDecay is >= 0 and < 1, "at least 0 and below 1");
    }

    /// <summary>The options as a request of the <c>Distill</c> target wants them.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="KdException">A setting is unknown or unreadable.</exception>
    public RunOptions For(StageRequest request)
    {
        var options = request.Settings.Aggregate(this, (options, setting) => options.With(setting.Key, setting.Value));
        return options with
        {
            Device = request.Device,
            DataPath = request.DataPath is { } path ? Path.GetFullPath(path, request.ProjectFolder) : options.DataPath,
            Output = request.Output,
            Weights = request.Weights,
            ImportedWeights = options.ImportedWeights is { } file ? Path.GetFullPath(file, request.ProjectFolder) : null,
            Checkpoints = request.Checkpoints,
            CheckpointMinutes = request.CheckpointMinutes,
            TeacherCaches = request.TeacherCaches,
            Stop = request.Stop,
            FaultFolder = Path.GetDirectoryName(Path.GetFullPath(request.Output)),
            Reporter = request.Reporter ?? options.Reporter,
            IsCheck = request.Check,
        };
    }
}
