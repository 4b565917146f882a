using Kd.Tasks.Graph;

namespace Kd.Tasks.Store;

/// <summary>The layout of the folder that keeps the results of all stages, by key.</summary>
/// <param name="root">The folder.</param>
internal sealed class StageStore(string root)
{
    /// <summary>How the folder of a result that is not complete ends.</summary>
    public const string UnfinishedSuffix = ".tmp";

    /// <summary>How the folder of the checkpoints of such a result ends.</summary>
    public const string CheckpointsSuffix = ".checkpoints";

    /// <summary>The file that remembers the hashes of data files.</summary>
    public string FileHashes => Path.Combine(root, "files.sha256");

    /// <summary>Where what teachers give is stored, for the runs of all their students.</summary>
    public string TeacherCaches => Path.Combine(root, "cache", "teacher");

    /// <summary>The plan that was explained last, with its diagram.</summary>
    public string PlanText => Path.Combine(root, "plan.md");

    /// <summary>The diagram alone.</summary>
    public string PlanDiagram => Path.Combine(root, "plan.mmd");

    /// <summary>The page that compares runs.</summary>
    public string Comparison => Path.Combine(root, "compare.html");

    /// <summary>Held by the build that copies results out of a store.</summary>
    public static string PublishLock(string root) => Path.Combine(root, "publish.lock");

    /// <summary>Where a stage keeps everything.</summary>
    public string Folder(Stage stage) => Path.Combine(root, stage.Name);

    /// <summary>The result of a stage with a key.</summary>
    public string Result(Stage stage, string key) => Path.Combine(Folder(stage), key);

    /// <summary>Where a stage writes before its result is complete.</summary>
    public string Unfinished(Stage stage, string key) => Result(stage, key) + UnfinishedSuffix;

    /// <summary>Where a stage keeps checkpoints until its result is complete.</summary>
    public string Checkpoints(Stage stage, string key) => Result(stage, key) + CheckpointsSuffix;

    /// <summary>Whether there is a result with a key.</summary>
    public bool Has(Stage stage, string key) => stage.IsComplete(Result(stage, key));

    /// <summary>Makes the folder, and git ignore it.</summary>
    public void Create()
    {
        var ignore = Path.Combine(root, ".gitignore");
        if (!File.Exists(ignore))
        {
            AtomicFile.WriteText(ignore, "*\n");
        }
    }
}
