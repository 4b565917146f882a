namespace Kd.Tasks.Store;

/// <summary>The folder that a stage's process writes into, until it is complete and takes its place in the store.</summary>
internal sealed class UnfinishedResult(StageItem stage)
{
    /// <summary>Whether it has what a result must have.</summary>
    public bool IsComplete => File.Exists(Path.Combine(stage.Unfinished, stage.WeightsFile));

    /// <summary>Makes it, empty; what a killed run left is gone.</summary>
    public void Begin()
    {
        Remove();
        Directory.CreateDirectory(stage.Unfinished);
    }

    /// <summary>Puts it into the store, in one step.</summary>
    public void Keep()
    {
        AtomicFile.WriteText(Path.Combine(stage.Unfinished, StageItem.LockFile), stage.LockText);
        if (Directory.Exists(stage.Result))
        {
            Directory.Delete(stage.Result, recursive: true);
        }

        Directory.Move(stage.Unfinished, stage.Result);
    }

    /// <summary>Removes it, if it is there.</summary>
    public void Remove()
    {
        if (Directory.Exists(stage.Unfinished))
        {
            Directory.Delete(stage.Unfinished, recursive: true);
        }
    }
}
