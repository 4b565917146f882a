using Kd.Tasks.Graph;
using Kd.Tasks.Store;

namespace Kd.Tasks.Explaining;

/// <summary>A planned stage with what it is made from and why it would run.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Data">What the data depends on: names of files, and the place that <c>KdDataPath</c> names.</param>
/// <param name="Weights">The file that the weights come from, if they do.</param>
/// <param name="Reasons">Why the stage would run; none if it is up to date.</param>
internal sealed record ExplainedStage(Stage Stage, IReadOnlyList<string> Data, string? Weights, IReadOnlyList<string> Reasons)
{
    private const string DataAtPath = "what is at KdDataPath";

    /// <summary>Whether the stage would run.</summary>
    public bool WouldRun => Reasons.Count > 0;

    /// <summary>Compares a planned stage with the newest result in the store.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public static ExplainedStage Of(StageItem item)
    {
        var planned = LockReader.TryParse(item.LockText)!;
        return new(
            item.Stage,
            planned.Text("dataPath") is null ? [.. planned.Strings("data").Keys] : [.. planned.Strings("data").Keys, DataAtPath],
            planned.Text("weights", "file"),
            item.UpToDate ? [] : Explain(item, planned));
    }

    private static IReadOnlyList<string> Explain(StageItem item, LockReader planned)
    {
        if (Newest(item.Folder) is not { } last)
        {
            return ["no result yet"];
        }

        return LockDifference.Between(last, planned) is { Count: > 0 } changes ? changes : ["its result is not complete"];
    }

    private static LockReader? Newest(string folder) =>
        !Directory.Exists(folder) ? null : Directory.EnumerateDirectories(folder)
            .Where(result => !result.EndsWith(StageStore.UnfinishedSuffix, StringComparison.Ordinal))
            .Select(result => new FileInfo(Path.Combine(result, StageItem.LockFile)))
            .Where(file => file.Exists)
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .Select(file => LockReader.TryParse(File.ReadAllText(file.FullName)))
            .FirstOrDefault(read => read is not null);
}
