using System.Text;
using Kd.Bench;
using Kd.Results.Data;
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
        text.AppendLine(Budgeted(alone.Count));
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

    private static string Budgeted(int seeds) => $"""
        The first {FashionMnist.TrainCount:N0} training images of Fashion-MNIST, mirrored by chance, to train on; the next {FashionMnist.ValidationCount:N0} to choose the
        epoch with; all {FashionMnist.TestCount:N0} test images. {seeds} seeds, mean ± sample standard deviation, in percent. A seed is that of student and teacher alike, so
        that the deviation is over both. Each student, which is three convolutions of 8, 16 and 32 channels, is trained for {Budget.Epochs} epochs in batches of
        {Budget.BatchSize}, each teacher, of 24, 48 and 96 channels, for {Budget.TeacherEpochs}; SGD with learning rate {Budget.LearningRate}, which falls by a cosine (in each stage), momentum
        {Budget.Momentum} and weight decay {Budget.WeightDecay}. One thread of a CPU; {Versions.Text}.

        - The learning rate is RepDistiller's, the same in all rows. Alone, the student is better with larger ones (0.4 was the best of 0.05 to 0.8 by the validation
          part, at 12 epochs), with which DKD and the mean teacher do badly and FitNets diverges. The budget is small: the table compares methods after few epochs.
        - Weights, temperatures and places are those of each paper or of RepDistiller, as `bench/Kd.Results/Models` says at each class. None was tuned.
        - The test part chose nothing: "best epoch" is the best on the validation part, which is the default of `[Train]`.
        - Where several models were trained, the last column says which are counted. The gain is taken seed by seed.

        """;

    private static string Column(IReadOnlyList<FinishedRun> runs, Func<FinishedRun, double> value) => Statistics.MeanAndDeviation([.. runs.Select(value)]);
}
