using System.Text;
using Kd.Bench;
using Kd.Results.Runs;

namespace Kd.Results;

/// <summary>Writes the table, as a part of a page between two markers.</summary>
internal static class ResultsTable
{
    private const string Begin = "<!-- fashion-mnist: written by bench/Kd.Results -->";
    private const string End = "<!-- /fashion-mnist -->";

    /// <summary>The page with the table in place of what was between its markers.</summary>
    /// <exception cref="InvalidDataException">The page has no such markers.</exception>
    public static string Put(string page, string table)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? $"{page[..(begin + Begin.Length)]}\n{table}{page[end..]}"
            : throw new InvalidDataException($"The page has no {Begin} with {End} behind it, where the table goes.");
    }

    /// <summary>The table.</summary>
    /// <param name="rows">The rows, and their runs of each seed.</param>
    public static string Of(IReadOnlyList<(Row Row, IReadOnlyList<FinishedRun> Runs)> rows)
    {
        var alone = rows.Single(r => r.Row == Row.Alone).Runs;
        var text = new StringBuilder();
        text.AppendLine($"{Versions.Text}; {alone.Count} seeds, mean ± sample standard deviation, in percent.");
        text.AppendLine();
        text.AppendLine("| kind | method | parameters | validation, best epoch | test, best epoch | test, last epoch | test, best epoch, above the student alone | |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (row, runs) in rows)
        {
            var gain = row == Row.Alone ? "" : Statistics.MeanAndDeviation([.. runs.Zip(alone, (run, other) => run.Test - other.Test)]);
            text.AppendLine(
                $"| {row.Family} | {row.Title} | {runs[0].Parameters:N0} | {Column(runs, r => r.Validation)} | {Column(runs, r => r.Test)} " +
                $"| {Column(runs, r => r.LastTest)} | {gain} | {row.Note} |");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Column(IReadOnlyList<FinishedRun> runs, Func<FinishedRun, double> value) => Statistics.MeanAndDeviation([.. runs.Select(value)]);
}
