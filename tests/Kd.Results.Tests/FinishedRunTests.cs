using Kd.Results.Runs;
using Kd.Training;

namespace Kd.Results.Tests;

public class FinishedRunTests
{
    [Fact]
    public void What_is_finished_is_found_again_behind_a_line_that_was_cut_off()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["weights"], "");
        var (file, first, second) = (folder["runs.jsonl"], Run("A", folder["weights"]), Run("B", folder["weights"]));
        new FinishedRuns(file).Add(first);
        File.AppendAllText(file, "\n{\"Key\":\"C\",\"Sta");
        new FinishedRuns(file).Add(second);

        var again = new FinishedRuns(file);
        Assert.Equal(first, again.Find("A"));
        Assert.Equal(second, again.Find("B"));
        Assert.Null(again.Find("C"));
    }

    [Fact]
    public void A_run_whose_weights_are_gone_is_not_finished()
    {
        using var folder = new TemporaryFolder();
        var runs = new FinishedRuns(folder["runs.jsonl"]);
        runs.Add(Run("A", folder["nothing"]));
        Assert.Null(runs.Find("A"));
    }

    [Fact]
    public void Of_a_group_it_is_the_mean()
    {
        var second = Result(0.5, 0.25, 0.75);
        var run = FinishedRun.Of("K", 7, Result(1, 0.75, 0.25) with { Peers = [second] });
        Assert.Equal((0.75, 0.5, 0.5, 7), (run.Validation, run.Test, run.LastTest, run.Seed));
    }

    private static FinishedRun Run(string key, string weights) => new(key, "Stage", 1, 0.5, 0.25, 0.125, 10, weights);

    private static RunResult Result(double validation, double test, double last) =>
        new("Stage", new("accuracy", test, 0), new("accuracy", last, 0), new("accuracy", validation, 0), 1, 1, 10, "weights");
}
