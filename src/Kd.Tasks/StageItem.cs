using Kd.Tasks.Graph;
using Kd.Tasks.Planning;
using Kd.Tasks.Store;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Kd.Tasks;

/// <summary>A planned stage as it travels between the tasks: an item with metadata.</summary>
internal sealed record StageItem
{
    private const char Separator = ';';

    /// <summary>The stage, as far as tasks behind the plan have to know it.</summary>
    public required Stage Stage { get; init; }

    /// <summary>The stage's key.</summary>
    public required string Key { get; init; }

    /// <summary>The folder of the stage's log, request and results.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder of the complete result.</summary>
    public required string Result { get; init; }

    /// <summary>The folder that the process writes into.</summary>
    public required string Unfinished { get; init; }

    /// <summary>The folder of the checkpoints of a run that has not come to its end.</summary>
    public required string Checkpoints { get; init; }

    /// <summary>Whether a run goes on from them.</summary>
    public required bool Resumes { get; init; }

    /// <summary>The number of threads for the process.</summary>
    public required string Threads { get; init; }

    /// <summary>The folder with another libtorch for the process; empty for the project's own.</summary>
    public required string LibTorch { get; init; }

    /// <summary>Whether the process waits for a debugger before it starts.</summary>
    public required bool WaitForDebugger { get; init; }

    /// <summary>Whether the result was there before the run.</summary>
    public required bool UpToDate { get; init; }

    /// <summary>The text of the request for the process, without its parents.</summary>
    public required string RequestText { get; init; }

    /// <summary>What the result depends on, as text.</summary>
    public required string LockText { get; init; }

    /// <summary>The stage's name.</summary>
    public string Name => Stage.Name;

    /// <summary>The request for the process.</summary>
    public string RequestFile => Path.Combine(Folder, "request.json");

    /// <summary>Where the process is, written as it goes.</summary>
    public string PhaseFile => Path.Combine(Folder, "phase");

    /// <summary>Appears when the build wants the process to stop.</summary>
    public string StopFile => Path.Combine(Folder, "stop");

    /// <summary>Held by the build that trains the stage.</summary>
    public string InUse => Path.Combine(Folder, "lock");

    /// <summary>All that the process writes.</summary>
    public string LogFile => Path.Combine(Folder, "distill.log");

    /// <summary>The name of the file that says how to repeat the run.</summary>
    public const string LockFile = "kd.lock.json";

    public static StageItem From(PlannedStage planned, StageStore store, LibTorchFolder? libTorch, bool waitForDebugger, bool resumes) => new()
    {
        Stage = planned.Stage,
        Key = planned.Key,
        Folder = store.Folder(planned.Stage),
        Result = store.Result(planned.Stage, planned.Key),
        Unfinished = store.Unfinished(planned.Stage, planned.Key),
        Checkpoints = store.Checkpoints(planned.Stage, planned.Key),
        Resumes = resumes,
        Threads = planned.Lock.Conditions.Threads,
        LibTorch = libTorch?.Path ?? "",
        WaitForDebugger = waitForDebugger,
        UpToDate = planned.UpToDate,
        RequestText = "",
        LockText = planned.Lock.ToJson(),
    };

    public static StageItem From(ITaskItem item) => new()
    {
        Stage = new(item.ItemSpec, (StageRole)Enum.Parse(typeof(StageRole), item.GetMetadata(nameof(Stage.Role))))
        {
            Student = item.GetMetadata(nameof(Stage.Student)) is { Length: > 0 } student ? student : null,
            Models = Names(item.GetMetadata(nameof(Stage.Models))),
            After = Names(item.GetMetadata(nameof(Stage.After))),
            IsScript = item.GetMetadata(nameof(Stage.IsScript)) == "true",
        },
        Key = item.GetMetadata(nameof(Key)),
        Folder = item.GetMetadata(nameof(Folder)),
        Result = item.GetMetadata(nameof(Result)),
        Unfinished = item.GetMetadata(nameof(Unfinished)),
        Checkpoints = item.GetMetadata(nameof(Checkpoints)),
        Resumes = item.GetMetadata(nameof(Resumes)) == "true",
        Threads = item.GetMetadata(nameof(Threads)),
        LibTorch = item.GetMetadata(nameof(LibTorch)),
        WaitForDebugger = item.GetMetadata(nameof(WaitForDebugger)) == "true",
        UpToDate = item.GetMetadata(nameof(UpToDate)) == "true",
        RequestText = item.GetMetadata(nameof(RequestText)),
        LockText = item.GetMetadata(nameof(LockText)),
    };

    public ITaskItem ToTaskItem()
    {
        ITaskItem2 item = new TaskItem(Name);
        Set(nameof(Stage.Role), Stage.Role.ToString());
        Set(nameof(Stage.Student), Stage.Student ?? "");
        Set(nameof(Stage.Models), string.Join(Separator.ToString(), Stage.Models));
        Set(nameof(Stage.After), string.Join(Separator.ToString(), Stage.After));
        Set(nameof(Stage.IsScript), Stage.IsScript ? "true" : "false");
        Set(nameof(Key), Key);
        Set(nameof(Folder), Folder);
        Set(nameof(Result), Result);
        Set(nameof(Unfinished), Unfinished);
        Set(nameof(Checkpoints), Checkpoints);
        Set(nameof(Resumes), Resumes ? "true" : "false");
        Set(nameof(Threads), Threads);
        Set(nameof(LibTorch), LibTorch);
        Set(nameof(WaitForDebugger), WaitForDebugger ? "true" : "false");
        Set(nameof(UpToDate), UpToDate ? "true" : "false");
        Set(nameof(RequestText), RequestText);
        Set(nameof(LockText), LockText);
        return item;

        // A value is MSBuild's own language unless it is called literal: a path may look like an expression.
        void Set(string name, string value) => item.SetMetadataValueLiteral(name, value);
    }

    private static string[] Names(string text) => text.Split([Separator], StringSplitOptions.RemoveEmptyEntries);
}
