using Kd.Tasks.Graph;

namespace Kd.Tasks.Tests.Reporting;

public sealed class ReportTests : IDisposable
{
    private readonly Results _results = Results.OfDigits();

    [Fact]
    public void Shows_the_student_its_teacher_and_its_baseline_side_by_side()
    {
        var page = _results.Page();

        Assert.Equal(
            [
                ["", "studentSmall", "teacherLarge", "baselineSmall.Baseline"],
                ["accuracy, test part", "0.9749", "0.9889", "0.9415"],
                ["accuracy, validation part", "0.5000", "0.5000", "0.5000"],
                ["parameters", "1,418", "66,154", "1,418"],
                ["size on disk", "5 B", "5 B", "14 B"],
                ["epochs", "4, kept 3", "4, kept 3", "4, kept 3"],
                ["training time", "2 s", "2 s", "2 s"],
            ],
            page.Table("What each model reached"));
        Assert.Contains("Accuracy 0.9749 on the test part with 1,418 parameters. Large, its teacher, reaches 0.9889 with 66,154, 47 times as many.", page.Text);
    }

    [Fact]
    public void Draws_the_metric_of_all_and_the_terms_of_the_student()
    {
        var charts = _results.Page().Charts.ToList();

        Assert.Contains("accuracy on the validation part: Small from 0.6001 to 0.6004 in epoch 4; Large from 0.8001 to 0.8004 in epoch 4; Small.Baseline from 0.4001 to 0.4004 in epoch 4", charts);
        Assert.Contains("response: response from 1.0000 to 0.2500 in epoch 4", charts);
        Assert.Contains("learning rate: learning rate from 0.0500 to 0.0500 in epoch 4", charts);
    }

    [Fact]
    public void Is_one_file_without_scripts_that_asks_for_nothing()
    {
        var page = _results.Page();

        Assert.Empty(page.All("script").Concat(page.All("link")));
        Assert.All(page.All("img"), image => Assert.StartsWith("data:", (string?)image.Attribute("src")));
        Assert.DoesNotContain("url(", File.ReadAllText(_results.Report));
        Assert.DoesNotContain("http", File.ReadAllText(_results.Report));
    }

    [Fact]
    public void Names_are_text_whatever_is_in_them()
    {
        const string name = "S<script>alert(1)</script>&\"'";
        _results.Add(
            new("Odd", StageRole.Student), Results.Summary("student", name, 0.5, 10),
            ["{\"epoch\":1,\"losses\":{\"" + "<b>bold</b>" + "\":1},\"validation\":{\"accuracy\":0.5}}"],
            ("kd.lock.json", "{\"run\":{\"options\":{\"<i>x</i>\":\"</style><img src=x>\"}}}"));

        var page = _results.Page();

        Assert.Empty(page.All("script").Concat(page.All("b")).Concat(page.All("i")).Concat(page.All("img")));
        Assert.Contains("<b>bold</b>", page.Headings);
        Assert.Contains("</style><img src=x>", page.Text);
    }

    [Fact]
    public void Values_that_are_none_are_dashes_and_gaps()
    {
        _results.Add(
            new("Broken", StageRole.Student), Results.Summary("student", "Broken", null, 10),
            ["{\"epoch\":1,\"losses\":{\"total\":null},\"validation\":{\"accuracy\":null,\"loss\":2}}", "no json", "{\"epoch\":2,\"losses\":{\"total\":3},\"validation\":{\"loss\":1e300}}"]);

        var page = _results.Page();

        Assert.DoesNotContain(page.Table("What each model reached"), row => row[0] == "accuracy, test part");
        Assert.Contains("Accuracy \u2013 on the test part", page.Text);
        Assert.Contains("total: total from 3.0000 to 3.0000 in epoch 2", page.Charts);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("{\"test\":7,\"parameters\":\"many\",\"metric\":null,\"validation\":[],\"epochs\":\"x\",\"teacher\":{}}")]
    public void Shows_what_is_known_of_a_result_that_lacks_things(string summary)
    {
        _results.Add(new("Bare", StageRole.Student), summary, [], ("kd.lock.json", summary), ("predictions.json", summary), ("latency.json", summary));

        var page = _results.Page();

        Assert.Contains("No epochs were trained.", page.Text);
        Assert.Contains("Bare", page.Headings);
    }

    [Fact]
    public void A_regression_has_its_metric_and_no_classes()
    {
        _results.Add(new("Fit", StageRole.Student), Results.Summary("student", "Fit", 12.5, 10, "meanSquaredError"), Results.Epochs(3, 20, "meanSquaredError"));

        var page = _results.Page();

        Assert.DoesNotContain("Predictions on the test part", page.Headings);
        Assert.Equal(["mean squared error, test part", "12.5000"], page.Table("What each model reached")[1]);
        Assert.Contains(page.Charts, chart => chart.StartsWith("mean squared error on the validation part: Fit from 20.0001", StringComparison.Ordinal));
    }

    [Fact]
    public void A_thousand_epochs_are_lines_without_marks()
    {
        _results.Add(new("Long", StageRole.Student), Results.Summary("student", "Long", 0.9, 10), Results.Epochs(1000, 0.1));

        var page = _results.Page();

        Assert.Empty(page.All("ellipse").Concat(page.All("circle")));
        Assert.InRange(new FileInfo(_results.Report).Length, 20_000, 400_000);
    }

    [Fact]
    public void A_teacher_that_was_not_trained_has_one_value_for_all_epochs()
    {
        _results.Add(new("Given", StageRole.Teacher), Results.Summary("teacher", "Given", 0.9, 10).Replace("\"epochs\":4", "\"epochs\":0"), []);
        _results.Add(new("Pupil", StageRole.Student) { After = ["Given"] }, Results.Summary("student", "Pupil", 0.8, 5), Results.Epochs(6, 0.1));

        var page = _results.Page();

        Assert.Contains(page.Charts, chart => chart.EndsWith("; Given from 0.5000 to 0.5000 in epoch 6", StringComparison.Ordinal));
        Assert.Contains("imported", page.Table("What each model reached").Single(row => row[0] == "epochs"));
        Assert.Equal(["Given", "Pupil"], page.All("strong").Select(box => box.Value));
    }

    [Fact]
    public void A_peer_is_beside_the_others_of_its_group()
    {
        _results.Add(new("pair", StageRole.Student) { Models = ["Narrow", "Wide"] }, Results.Summary("student", "Narrow", 0.9, 10), Results.Epochs(2, 0.5));

        Assert.Equal(["", "studentWide", "peerNarrow"], _results.Page("Wide").Table("What each model reached")[0]);
    }

    [Fact]
    public void An_ensemble_and_an_averaged_teacher_are_told_without_a_stage()
    {
        _results.Add(
            new("Self", StageRole.Student),
            "{\"student\":\"Self\",\"teacher\":\"Mean\",\"metric\":\"accuracy\",\"parameters\":{\"student\":5,\"teacher\":5},\"test\":{\"student\":0.8,\"teacher\":0.85,\"ensemble\":0.9}}", []);

        var table = _results.Page().Table("What each model reached");

        Assert.Equal(["", "studentSelf", "teacherMean", "ensembleall together"], table[0]);
        Assert.Equal(["accuracy, test part", "0.8000", "0.8500", "0.9000"], table[1]);
    }

    [Fact]
    public void Says_how_to_repeat_the_run()
    {
        _results.Change("Small", stage => stage with { LockText = "{\"threads\":\"2\",\"device\":\"cuda:1\",\"dataPath\":\"ab\",\"settings\":{\"train.epochs\":\"9\"}}" });
        _results.Change("Large", stage => stage with { LockText = "{\"settings\":{\"train.seed\":\"3\"}}" });
        Directory.CreateDirectory(Path.GetDirectoryName(_results.Report)!);

        _results.Write(configuration: "Release");

        Assert.Equal(
            "OMP_NUM_THREADS=2 dotnet build Digits.csproj -t:Distill -c Release -p:KdStudent=Small -p:KdBaseline=true -p:KdSet=\"Large/train.seed=3 Small/train.epochs=9\" -p:KdDevice=cuda:1 -p:KdDataPath=PATH",
            PageText.Read(_results.Report).All("pre").Single().Value);
    }

    [Fact]
    public void Is_drawn_again_only_if_results_or_the_command_are_others()
    {
        _results.Page();
        Assert.False(_results.Write());

        Assert.True(_results.Write(configuration: "Release"));
        Assert.False(_results.Write(configuration: "Release"));

        _results.Change("Large", stage =>
        {
            File.SetLastWriteTimeUtc(Path.Combine(stage.Result, "kd.lock.json"), new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            return stage;
        });
        Assert.True(_results.Write(configuration: "Release"));
    }

    public void Dispose() => _results.Dispose();
}
