using Kd.Tasks.Explaining;
using Kd.Tasks.Store;

namespace Kd.Tasks.Checking;

/// <summary>
/// The folder of a check in the store: the requests, what the process said, and, while it runs, results as a training would leave them, which
/// the stages behind are checked with.
/// </summary>
/// <param name="store">The folder that keeps results.</param>
internal sealed class CheckFolder(string store)
{
    // No stage has this name: that of a class has no hyphen.
    private readonly string _root = Path.Combine(store, "last-check");

    /// <summary>The report, for people.</summary>
    public string Text => Path.Combine(store, "check.md");

    /// <summary>Held by the build that checks.</summary>
    public string InUse => Path.Combine(_root, "lock");

    /// <summary>All that the process writes.</summary>
    public string LogFile => Path.Combine(_root, "check.log");

    /// <summary>Where the process is, written as it goes.</summary>
    public string PhaseFile => Path.Combine(_root, "phase");

    private string Results => Path.Combine(_root, "results");

    /// <summary>The request for a stage.</summary>
    public string Request(CheckedStage stage) => Path.Combine(_root, $"{stage.Item.Name}.json");

    /// <summary>Makes the folder, with the requests for the stages.</summary>
    /// <param name="items">The stages, each behind those it needs.</param>
    /// <param name="parents">The processes that must live for the check to go on.</param>
    public IReadOnlyList<CheckedStage> Begin(IReadOnlyList<StageItem> items, IReadOnlyList<int> parents)
    {
        End();
        File.Delete(PhaseFile);
        foreach (var request in Directory.EnumerateFiles(_root, "*.json").ToList())
        {
            File.Delete(request);
        }

        return items.Select(item => Begin(item, items, parents)).ToList();
    }

    /// <summary>Removes the results.</summary>
    public void End()
    {
        if (Directory.Exists(Results))
        {
            Directory.Delete(Results, recursive: true);
        }
    }

    private CheckedStage Begin(StageItem item, IReadOnlyList<StageItem> items, IReadOnlyList<int> parents)
    {
        var untrained = items.Where(other => item.Stage.After.Any(other.Stage.IsNamed) && !other.Stage.IsComplete(other.Result)).ToList();
        var stage = new CheckedStage(item, untrained.Where(other => !HasImportedWeights(other)).Select(other => other.Name).ToList());
        var weights = untrained.SelectMany(other => other.Stage.WeightsIn(Result(other)));
        Directory.CreateDirectory(Result(item));
        AtomicFile.WriteText(Request(stage), Store.Request.ForCheck(item.RequestText, parents, Result(item), weights));
        return stage;
    }

    private string Result(StageItem item) => Path.Combine(Results, item.Name);

    private static bool HasImportedWeights(StageItem item) => LockReader.TryParse(item.LockText)?.Text("weights", "file") is not null;
}
