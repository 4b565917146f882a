using System.Text.Json;
using Kd.Tests.Browsing;

namespace Kd.EndToEnd.Tests;

/// <summary>The page about a student, as a build leaves it and as a browser shows it.</summary>
public sealed class ReportTests(Browser browser) : IClassFixture<Browser>
{
    private static string Report => Path.Combine(TrainedSample.Project.Results, "report.html");

    [SkippableTheory]
    [InlineData(400, false)]
    [InlineData(400, true)]
    [InlineData(1400, false)]
    [InlineData(1400, true)]
    public async Task A_browser_shows_all_parts_at_any_width_light_and_dark(int width, bool isDark)
    {
        Skip.If(Browser.Program is null, "There is no Chromium: apt-get install chromium.");
        var picture = Path.Combine(Repository.Root, "artifacts", "screenshots", $"digits-{width}-{(isDark ? "dark" : "light")}.png");

        var page = await browser.OpenAsync(Report, width, isDark, picture);

        page.IsLegible();
        page.Has("heading", "DigitsStudent");
        foreach (var section in (string[])["Side by side", "Course of the training", "Predictions on the test part", "Stages", "Settings", "Repeating the run"])
        {
            page.Has("heading", section);
        }

        page.Has("table", "What each model reached");
        foreach (var row in (string[])["accuracy, test part", "parameters", "size on disk", "CPU latency, batch of 1", "CPU latency, batch of 32"])
        {
            page.Has("rowheader", row);
        }

        foreach (var chart in (string[])["accuracy on the validation part: DigitsStudent from ", "task loss on the validation part: ", "response: ", "guided.early: ", "learning rate: "])
        {
            page.Has("image", chart);
        }

        foreach (var model in (string[])["DigitsTeacher", "DigitsStudent.Baseline", "DigitsStudent"])
        {
            page.Has("table", $"{model}: rows are what samples are");
        }

        page.Has("heading", "Where DigitsStudent and DigitsTeacher disagree");
        page.Has("image", "Sample ");
        Assert.True(new FileInfo(picture).Length > 10_000);
    }

    [Fact]
    public void It_says_what_the_summary_says()
    {
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(TrainedSample.Project.Results, "summary.json")));
        var text = File.ReadAllText(Report);

        foreach (var value in summary.RootElement.GetProperty("test").EnumerateObject().Where(value => value.Name != "last"))
        {
            Assert.Contains(value.Value.GetDouble().ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture), text);
        }

        Assert.Contains("dotnet build Digits.csproj -t:Distill -p:KdStudent=DigitsStudent -p:KdBaseline=true -p:KdSet=", text);
        Assert.Contains("DigitsTeacher/train.epochs=2", text);
    }

    [Fact]
    public void It_is_drawn_again_when_there_is_something_to_draw()
    {
        using var project = TrainedSample.Project.Clone();
        var report = Path.Combine(project.Results, "report.html");
        project.DistillOnly().Succeeded();
        var drawn = File.GetLastWriteTimeUtc(report);

        Assert.Empty(project.DistillOnly().Succeeded().Trained);
        Assert.Equal(drawn, File.GetLastWriteTimeUtc(report));

        // Nothing is trained, but there is one less to compare with.
        Assert.Empty(project.DistillOnly("-p:KdBaseline=false").Succeeded().Trained);
        Assert.DoesNotContain("DigitsStudent.Baseline", File.ReadAllText(report));
    }

    [SkippableFact]
    public async Task Runs_are_compared_in_one_page()
    {
        Skip.If(Browser.Program is null, "There is no Chromium: apt-get install chromium.");
        using var project = TrainedSample.Project.CloneWithoutResults();
        project.DistillOnly("-p:KdBaseline=false").Succeeded();
        project.DistillOnly("-p:KdBaseline=false", "-p:KdSeed=8").Succeeded();

        var compared = project.Build("-t:DistillCompare").Succeeded();

        var page = Path.Combine(project.Store, "compare.html");
        Assert.Contains($"Digits: 2 runs compared -> {page}", compared.Log);
        Assert.Empty(compared.Trained);
        foreach (var width in (int[])[400, 1400])
        {
            var seen = await browser.OpenAsync(page, width, isDark: false, Path.Combine(Repository.Root, "artifacts", "screenshots", $"compare-{width}-light.png"));
            seen.IsLegible();
            seen.Has("heading", "Digits: 2 runs compared");
            seen.Has("table", "What each run reached");
            seen.Has("image", "accuracy on the validation part: 1: DigitsStudent from ");
            seen.Has("table", "Every setting that not all of the runs have");
            seen.Has("rowheader", "train.seed");
        }
    }

    [Fact]
    public void A_comparison_of_named_folders_has_these_and_refuses_what_is_none()
    {
        using var project = TrainedSample.Project.Clone();
        var distilled = Path.GetRelativePath(project.Folder, Path.GetDirectoryName(project.Results)!);

        Assert.Contains("Digits: 2 runs compared -> ", project.Build("-t:DistillCompare", $"-p:KdCompare={distilled}/DigitsStudent%3B{distilled}/DigitsTeacher").Succeeded().Log);
        Assert.Contains("error KD1042: KdCompare: 'nowhere' has no summary.json", project.Build("-t:DistillCompare", "-p:KdCompare=nowhere").Log);

        project.Build("-t:DistillClean").Succeeded();
        Assert.Contains("error KD1041: There is nothing to compare", project.Build("-t:DistillCompare").Log);
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_a_warning()
    {
        using var project = TrainedSample.Project.Clone();
        var report = Path.Combine(project.Results, "report.html");
        File.Delete(report);
        Directory.CreateDirectory(report);

        Assert.Contains("warning KD1040: DigitsStudent: the report can't be written: ", project.DistillOnly().Succeeded().Log);
    }
}
