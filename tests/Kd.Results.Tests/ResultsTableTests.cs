using System.Globalization;
using Kd.Results.Runs;

namespace Kd.Results.Tests;

public class ResultsTableTests
{
    [Fact]
    public void A_row_has_mean_deviation_and_the_gain_seed_by_seed()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var row = new Row("response", "KD", "Stage", "a note");
        var table = ResultsTable.Of([(Row.Alone, [Run(0.5), Run(0.75)]), (row, [Run(0.75), Run(0.75)])]);
        Assert.Contains("| student alone | 1,000 |", table);
        Assert.Contains("| response | KD | 1,000 | 75.00 ± 0.00 | 75.00 ± 0.00 | 75.00 ± 0.00 | 12.50 ± 17.68 | a note |", table);
    }

    [Fact]
    public void The_table_takes_the_place_of_the_former_one_and_the_rest_of_the_page_stays()
    {
        var once = ResultsTable.Put(Page(), "first\n");
        var twice = ResultsTable.Put(once, "second\n");
        Assert.Equal(once.Replace("first\n", "second\n"), twice);
        Assert.StartsWith("# Results", twice);
        Assert.Throws<InvalidDataException>(() => ResultsTable.Put("# Results", "first\n"));
    }

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kd.sln")))
        {
            folder = folder.Parent!;
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "results.md"));
    }

    private static FinishedRun Run(double value) => new("", "Stage", 1, value, value, value, 1000, "");
}
