namespace Kd.Tasks.Store;

/// <summary>The folder that a stage's process writes into, until it is complete and takes its place in the store.</summary>
internal sealed class UnfinishedResult(StageItem stage)
{
    /// <summary>Whether it has what a result must have.</summary>
    public bool IsComplete => stage.Stage.IsComplete(stage.Unfinished);

    /// <summary>
    /// Makes it, empty; what killed runs left, of this key and of others, is gone, but for checkpoints to go on from. Only who holds the
    /// stage's lock may do that.
    /// </summary>
    public void Begin()
    {
        File.Delete(stage.StopFile);
        if (!stage.Resumes)
        {
            Remove(stage.Checkpoints);
        }

        foreach (var folder in Directory.EnumerateDirectories(stage.Folder, "*.tmp").ToList())
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var file in Directory.EnumerateFiles(stage.Folder, "*.tmp").ToList())
        {
            File.Delete(file);
        }

        foreach (var left in Directory.EnumerateDirectories(stage.Folder, "*" + StageStore.CheckpointsSuffix).Where(HasResult).ToList())
        {
            // Of a build that was killed when all was done.
            Remove(left);
        }

        Directory.CreateDirectory(stage.Unfinished);
    }

    /// <summary>Puts it into the store, in one step.</summary>
    public void Keep()
    {
        LockFile.Complete(stage.Unfinished, stage.LockText);
        Remove(stage.Result);
        Directory.Move(stage.Unfinished, stage.Result);

        // Last, so that a build that is killed just now has either.
        Remove(stage.Checkpoints);
    }

    /// <summary>Removes it, if it is there.</summary>
    public void Remove() => Remove(stage.Unfinished);

    private bool HasResult(string checkpoints) =>
        stage.Stage.IsComplete(checkpoints.Substring(0, checkpoints.Length - StageStore.CheckpointsSuffix.Length));

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
