using Kd.Tasks.Diagnostics;
using Kd.Tasks.Graph;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.Reporting;

public sealed class CompareDistillationsTests : IDisposable
{
    private readonly Results _results = new();
    private readonly FakeBuildEngine _engine = new();

    private string Comparison => _results.Folder.PathOf(".kd", "compare.html");

    [Fact]
    public void Compares_all_students_and_baselines_in_the_store_the_newest_first()
    {
        Add("Large", StageRole.Teacher, 1, 0.99);
        Add("Small", StageRole.Student, 2, 0.97);
        Add("Small.Baseline", StageRole.Baseline, 3, 0.94);

        Compare(null);

        var page = PageText.Read(Comparison);
        Assert.Equal([("1: Small.Baselinebaseline in .kd/Small.Baseline/0123", "0.9400"), ("2: Smallstudent in .kd/Small/0123", "0.9700")], page.Table("What each run reached").Skip(1).Select(row => (row[0], row[1])));
        Assert.Contains(page.Charts, chart => chart.StartsWith("accuracy on the validation part: 1: Small.Baseline from ", StringComparison.Ordinal));
        Assert.Equal([["setting", "1: Small.Baseline", "2: Small"], ["own", "3", "2"]], page.Table("Every setting that not all"));
        Assert.EndsWith($"2 runs compared -> {Comparison}", Assert.Single(_engine.High));
    }

    [Fact]
    public void Compares_folders_in_their_order_those_inside_of_others_too()
    {
        Add("B", StageRole.Student, 2, 0.97);
        Add("A", StageRole.Student, 3, 0.5, "meanSquaredError");

        Compare(" .kd/B/0123 ; .kd ");

        var page = PageText.Read(Comparison);
        Assert.Equal(["1: B", "2: A"], page.Table("What each run reached").Skip(1).Select(row => row[0].Split("student")[0]));
        Assert.Contains("mean squared error 0.5000", page.Text);
    }

    [Fact]
    public void A_model_of_a_group_has_the_lock_of_the_group()
    {
        _results.Add(new("pair", StageRole.Student) { Models = ["Narrow"] }, Results.Summary("student", "Narrow", 0.9, 10), Results.Epochs(2, 0.5), ("../kd.lock.json", "{\"role\":\"student\",\"stage\":\"pair\",\"models\":[\"Narrow\"]}"));

        Compare(null);

        Assert.Equal("1: Narrowstudent in .kd/pair/0123/Narrow", PageText.Read(Comparison).Table("What each run reached")[1][0]);
    }

    [Fact]
    public void Nothing_to_compare_is_an_error() => Refused(null, BuildErrors.NothingToCompare, "There is nothing to compare");

    [Fact]
    public void A_run_that_is_not_complete_is_none()
    {
        _results.Folder.Write(".kd/Small/0123.tmp/summary.json", Results.Summary("student", "Small", 0.9, 10));
        _results.Folder.Write(".kd/Small/0123.tmp/kd.lock.json", "{\"role\":\"student\"}");
        Refused(null, BuildErrors.NothingToCompare, "no student has been distilled");
    }

    [Fact]
    public void A_folder_without_results_is_an_error()
    {
        Add("B", StageRole.Student, 2, 0.97);
        _results.Folder.Write("empty/readme.txt", "");
        Refused(".kd/B/0123;empty", BuildErrors.NoResultsInFolder, "'empty' has no summary.json");
        Refused("nowhere", BuildErrors.NoResultsInFolder, _results.Folder.PathOf("nowhere"));
    }

    [Fact]
    public void A_summary_that_is_none_is_an_error()
    {
        var path = _results.Folder.Write("other/summary.json", "{\"student\":");
        Refused("other", BuildErrors.UnreadableSummary, path);
    }

    [Fact]
    public void A_page_that_cannot_be_written_is_an_error()
    {
        Add("B", StageRole.Student, 2, 0.97);
        Directory.CreateDirectory(Comparison);
        Refused(null, BuildErrors.ResultsNotWritable, "can't be compared");
    }

    public void Dispose() => _results.Dispose();

    private void Add(string name, StageRole role, int hour, double test, string metric = "accuracy")
    {
        var own = role == StageRole.Teacher ? "teacher" : "student";
        var item = _results.Add(
            new(name, role), Results.Summary(own, name, test, 10, metric), Results.Epochs(3, test, metric),
            ("kd.lock.json", $"{{\"stage\":\"{name}\",\"role\":\"{role.ToString().ToLowerInvariant()}\",\"run\":{{\"options\":{{\"same\":\"1\",\"own\":\"{hour}\"}}}}}}"));
        File.SetLastWriteTimeUtc(Path.Combine(item.Result, "kd.lock.json"), new(2030, 1, 1, hour, 0, 0, DateTimeKind.Utc));
    }

    private void Compare(string? folders) => Assert.True(Task(folders).Execute(), string.Join(", ", _engine.Errors.Select(error => error.Message)));

    private void Refused(string? folders, string code, string words)
    {
        _engine.Errors.Clear();
        Assert.False(Task(folders).Execute());
        var error = Assert.Single(_engine.Errors);
        Assert.Equal(code, error.Code);
        Assert.Contains(words, error.Message);
    }

    private CompareDistillations Task(string? folders) =>
        new() { BuildEngine = _engine, Project = _results.Folder.PathOf("Digits.csproj"), Store = _results.Folder.PathOf(".kd"), Folders = folders };
}
