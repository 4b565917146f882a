using Kd.Tasks.Graph;

namespace Kd.Tasks.Tests.Fixtures;

/// <summary>Planned stages in a folder.</summary>
internal static class Stages
{
    public static StageItem Create(TemporaryFolder folder, string name, StageRole role, params string[] models) => Create(folder, new(name, role) { Models = models });

    public static StageItem Create(TemporaryFolder folder, Stage stage)
    {
        var home = folder.PathOf(".kd", stage.Name);
        return new()
        {
            Stage = stage,
            Key = "0123",
            Folder = home,
            Result = Path.Combine(home, "0123"),
            Unfinished = Path.Combine(home, "0123.tmp"),
            Checkpoints = Path.Combine(home, "0123.checkpoints"),
            Resumes = true,
            Threads = "2",
            LibTorch = "",
            WaitForDebugger = false,
            UpToDate = false,
            RequestText = $"{{\"stage\":\"{stage.Name}\"}}",
            LockText = "{}",
        };
    }

    /// <summary>The weights of the only model of a stage's result.</summary>
    public static string Weights(this StageItem stage) => stage.Stage.WeightsIn(stage.Result).Single().Value;

    /// <summary>Gives a stage the result that a run would leave.</summary>
    public static void Finish(this StageItem stage)
    {
        foreach (var weights in stage.Stage.WeightsIn(stage.Result))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(weights.Value)!);
            File.WriteAllText(weights.Value, weights.Key);
        }

        File.WriteAllText(Path.Combine(stage.Result, StageItem.LockFile), stage.LockText);
    }
}
