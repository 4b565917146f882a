namespace Kd.Tasks.Store;

/// <summary>The folder that a stage's process writes into, until it is complete and takes its place in the store.</summary>
internal sealed class UnfinishedResult(StageItem stage)
{
    /// <summary>Whether it has what a result must have.</summary>
    public bool IsComplete => stage.Stage.IsComplete(stage.Unfinished);

    /// <summary>Makes it, empty; what killed runs left, of this key and of others, is gone. Only who holds the stage's lock may do that.</summary>
    public void Begin()
    {
        foreach (var folder in Directory.EnumerateDirectories(stage.Folder, "*.tmp").ToList())
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var file in Directory.EnumerateFiles(stage.Folder, "*.tmp").ToList())
        {
            File.Delete(file);
        }

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
