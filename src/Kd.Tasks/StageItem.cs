using Kd.Tasks.Graph;
using Kd.Tasks.Planning;
using Kd.Tasks.Store;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Kd.Tasks;

/// <summary>A planned stage as it travels between the tasks: an item with metadata.</summary>
internal sealed record StageItem
{
    /// <summary>The stage's name.</summary>
    public required string Name { get; init; }

    /// <summary>The stage's role.</summary>
    public required StageRole Role { get; init; }

    /// <summary>The stage's name with its role, for messages.</summary>
    public required string Title { get; init; }

    /// <summary>The stage's key.</summary>
    public required string Key { get; init; }

    /// <summary>The student that a baseline belongs to.</summary>
    public required string Student { get; init; }

    /// <summary>The folder of the stage's log, request and results.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder of the complete result.</summary>
    public required string Result { get; init; }

    /// <summary>The folder that the process writes into.</summary>
    public required string Unfinished { get; init; }

    /// <summary>The name of the file that a complete result has.</summary>
    public required string WeightsFile { get; init; }

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

    /// <summary>The weights of the complete result.</summary>
    public string Weights => Path.Combine(Result, WeightsFile);

    /// <summary>The request for the process.</summary>
    public string RequestFile => Path.Combine(Folder, "request.json");

    /// <summary>Where the process is, written as it goes.</summary>
    public string PhaseFile => Path.Combine(Folder, "phase");

    /// <summary>Held by the build that trains the stage.</summary>
    public string InUse => Path.Combine(Folder, "lock");

    /// <summary>All that the process writes.</summary>
    public string LogFile => Path.Combine(Folder, "distill.log");

    /// <summary>The name of the file that says how to repeat the run.</summary>
    public const string LockFile = "kd.lock.json";

    public static StageItem From(PlannedStage planned, StageStore store, LibTorchFolder? libTorch, bool waitForDebugger) => new()
    {
        Name = planned.Stage.Name,
        Role = planned.Stage.Role,
        Title = $"{planned.Stage.Name} ({planned.Stage.Role.ToString().ToLowerInvariant()})",
        Key = planned.Key,
        Student = planned.Stage.BaselineOf ?? "",
        Folder = store.Folder(planned.Stage),
        Result = store.Result(planned.Stage, planned.Key),
        Unfinished = store.Unfinished(planned.Stage, planned.Key),
        WeightsFile = planned.Stage.WeightsFile,
        Threads = planned.Lock.Conditions.Threads,
        LibTorch = libTorch?.Path ?? "",
        WaitForDebugger = waitForDebugger,
        UpToDate = planned.UpToDate,
        RequestText = "",
        LockText = planned.Lock.ToJson(),
    };

    public static StageItem From(ITaskItem item) => new()
    {
        Name = item.ItemSpec,
        Role = (StageRole)Enum.Parse(typeof(StageRole), item.GetMetadata(nameof(Role))),
        Title = item.GetMetadata(nameof(Title)),
        Key = item.GetMetadata(nameof(Key)),
        Student = item.GetMetadata(nameof(Student)),
        Folder = item.GetMetadata(nameof(Folder)),
        Result = item.GetMetadata(nameof(Result)),
        Unfinished = item.GetMetadata(nameof(Unfinished)),
        WeightsFile = item.GetMetadata(nameof(WeightsFile)),
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
        Set(nameof(Role), Role.ToString());
        Set(nameof(Title), Title);
        Set(nameof(Key), Key);
        Set(nameof(Student), Student);
        Set(nameof(Folder), Folder);
        Set(nameof(Result), Result);
        Set(nameof(Unfinished), Unfinished);
        Set(nameof(WeightsFile), WeightsFile);
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
}
