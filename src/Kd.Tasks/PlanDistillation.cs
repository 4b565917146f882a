using Kd.Tasks.Diagnostics;
using Kd.Tasks.Planning;
using Kd.Tasks.Running;
using Kd.Tasks.Settings;
using Kd.Tasks.Store;
using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Kd.Tasks;

/// <summary>Reads the stages that the built assembly declares and decides which of them have to run.</summary>
public sealed class PlanDistillation : MSBuildTask
{
    /// <summary>The project's built assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The program that trains.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>The project file; errors about properties and items point at it.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The folder that keeps results.</summary>
    [Required]
    public string Store { get; set; } = "";

    /// <summary>The assemblies of project references, whose code counts as the project's own.</summary>
    public string[] ProjectReferences { get; set; } = [];

    /// <summary>The assemblies of Kd and TorchSharp, whose versions count.</summary>
    public string[] VersionedAssemblies { get; set; } = [];

    /// <summary>The files that the data depends on.</summary>
    public string[] Data { get; set; } = [];

    /// <summary>The file or folder of the data.</summary>
    public string? DataPath { get; set; }

    /// <summary>The students to distil; none for all.</summary>
    public string? Students { get; set; }

    /// <summary>Whether to train the students without their teachers too.</summary>
    public string? Baseline { get; set; }

    /// <summary>The number of epochs.</summary>
    public string? Epochs { get; set; }

    /// <summary>The seed.</summary>
    public string? Seed { get; set; }

    /// <summary>Other settings, as <c>path=value</c>.</summary>
    public string? Settings { get; set; }

    /// <summary>The device.</summary>
    public string? Device { get; set; }

    /// <summary>A folder with another libtorch.</summary>
    public string? LibTorch { get; set; }

    /// <summary>Whether the process that trains waits for a debugger before it starts.</summary>
    public string? WaitForDebugger { get; set; }

    /// <summary>Whether a stage whose training was ended goes on from its last checkpoint; so it does if nothing is said.</summary>
    public string? Resume { get; set; }

    /// <summary>After how many minutes a checkpoint is made within an epoch.</summary>
    public string? CheckpointMinutes { get; set; }

    /// <summary>The stages of the run, each behind those it needs.</summary>
    [Output]
    public ITaskItem[] Stages { get; set; } = [];

    /// <summary>Those that have to run.</summary>
    [Output]
    public ITaskItem[] OutOfDate { get; set; } = [];

    private string ProjectFolder => Path.GetDirectoryName(Path.GetFullPath(Project))!;

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            Plan();
        }
        catch (BuildException e)
        {
            Log.LogCodedError(e.Code, e.Message, Project);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogCodedError(BuildErrors.ResultsNotWritable, $"The run can't be planned: {e.Message}", Project);
        }

        return !Log.HasLoggedErrors;
    }

    private void Plan()
    {
        WarnOfUnknownProperties();
        Demand(Assembly, BuildErrors.AssemblyMissing, "The project's assembly has not been built");
        Demand(Host, BuildErrors.HostMissing, "KdHostPath: the program that trains does not exist");
        var store = new StageStore(Path.GetFullPath(Store));
        var libTorch = LibTorchFolder.At(LibTorch, ProjectFolder);
        var waitForDebugger = PropertyValue.Boolean("KdWaitForDebugger", WaitForDebugger);
        var resumes = PropertyValue.Boolean("KdResume", Resume, otherwise: true);
        var planned = new Planner(Input(libTorch), store).Plan();
        var items = planned.Select(stage => StageItem.From(stage, store, libTorch, waitForDebugger, resumes)).ToList();
        store.Create();
        for (var i = 0; i < items.Count; i++)
        {
            Log.LogMessage(MessageImportance.Normal, "{0}: {1}, key {2}", items[i].Stage.Title, items[i].UpToDate ? "up to date" : "out of date", items[i].Key);
            items[i] = items[i] with { RequestText = RequestFor(planned[i], items[i], items, store).ToJson() };
        }

        Stages = items.Select(item => item.ToTaskItem()).ToArray();
        OutOfDate = items.Where(item => !item.UpToDate).Select(item => item.ToTaskItem()).ToArray();
    }

    // Those of the command line: MSBuild tells a task of no others.
    private void WarnOfUnknownProperties()
    {
        var names = BuildEngine is IBuildEngine6 engine ? engine.GetGlobalProperties().Keys : [];
        foreach (var warning in KnownProperties.Warnings(names))
        {
            Log.LogCodedWarning(BuildErrors.UnknownProperty, warning, Project);
        }
    }

    private static void Demand(string path, string code, string message)
    {
        if (!File.Exists(path))
        {
            throw new BuildException(code, $"{message} ({path}).");
        }
    }

    private PlanInput Input(LibTorchFolder? libTorch) => new()
    {
        Assembly = Assembly,
        ProjectFolder = ProjectFolder,
        ProjectReferences = ProjectReferences,
        VersionedAssemblies = VersionedAssemblies,
        Data = Data,
        DataPath = DataPath,
        Students = Students,
        Baselines = PropertyValue.Boolean("KdBaseline", Baseline),
        Epochs = Epochs,
        Seed = Seed,
        Set = Settings,
        Device = Device,
        LibTorch = libTorch,
        Threads = ChildEnvironment.Threads(),
    };

    private Request RequestFor(PlannedStage planned, StageItem item, IEnumerable<StageItem> all, StageStore store) => new()
    {
        Assembly = Path.GetFullPath(Assembly),
        Stage = planned.Stage.Name,
        Output = item.Unfinished,
        ProjectFolder = ProjectFolder,
        Device = planned.Lock.Conditions.Device,
        Checkpoints = item.Checkpoints,
        CheckpointMinutes = PropertyValue.Minutes("KdCheckpointMinutes", CheckpointMinutes, otherwise: 5),
        TeacherCaches = store.TeacherCaches,
        StopFile = item.StopFile,
        DataPath = PropertyValue.Given(DataPath) is { } path ? Path.GetFullPath(Path.Combine(ProjectFolder, path)) : null,
        Modules = planned.Modules,
        Settings = planned.Lock.Settings,
        Weights = all.Where(other => planned.Stage.After.Any(other.Stage.IsNamed)).SelectMany(before => before.Stage.WeightsIn(before.Result)),
    };
}
