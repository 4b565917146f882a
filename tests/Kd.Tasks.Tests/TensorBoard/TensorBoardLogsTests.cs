using Kd.Tasks.Graph;
using Kd.Tasks.TensorBoard;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.TensorBoard;

public sealed class TensorBoardLogsTests : IDisposable
{
    private const string Metrics = """
        {"epoch":1,"learningRate":0.5,"losses":{"response":12.25,"relationPair.early.late":0.125,"total":11},"validation":{"accuracy":0.5,"loss":2.5},"seconds":1.5}
        {"epoch":300,"learningRate":0.25,"losses":{"response":null,"relationPair.early.late":0.0625,"total":10},"validation":{"accuracy":0.75,"loss":2.25},"seconds":2}

        """;

    private static readonly DateTime _end = new(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_stage_is_a_run_with_the_epochs_as_steps_and_their_ends_as_times()
    {
        Write(Trained(new("DigitsStudent", StageRole.Student), Metrics));

        var file = Assert.Single(Files("DigitsStudent"));
        Assert.Equal("events.out.tfevents.1769860800.0123", Path.GetFileName(file));
        var events = EventReader.Read(file);
        var end = (_end - DateTime.UnixEpoch).TotalSeconds;
        Assert.Equal([(end - 3.5, 0, "brain.Event:2"), (end - 2, 1, ""), (end, 300, "")], events.Select(e => (e.WallTime, e.Step, e.FileVersion)));
        Assert.Equal(
            [("loss/response", 12.25f), ("loss/relationPair.early.late", 0.125f), ("loss/total", 11), ("validation/accuracy", 0.5f), ("validation/loss", 2.5f),
                ("train/learningRate", 0.5f), ("train/seconds", 1.5f)],
            events[1].Summary.Value.Select(value => (value.Tag, value.SimpleValue)));
    }

    [Fact]
    public void What_is_not_finite_is_left_out()
    {
        Write(Trained(new("DigitsStudent", StageRole.Student), Metrics));

        var last = EventReader.Read(Files("DigitsStudent").Single())[2].Summary.Value;
        Assert.DoesNotContain("loss/response", last.Select(value => value.Tag));
        Assert.Equal(10, last.Single(value => value.Tag == "loss/total").SimpleValue);
    }

    [Fact]
    public void Teachers_baselines_and_each_model_of_a_group_are_runs()
    {
        Write(
            Trained(new("DigitsTeacher", StageRole.Teacher), Metrics),
            Trained(new("DigitsStudent.Baseline", StageRole.Baseline), Metrics),
            Trained(new("pair", StageRole.Student) { Models = ["Narrow", "Wide"] }, Metrics));

        Assert.Equal(
            ["DigitsStudent.Baseline", "DigitsTeacher", "Narrow", "Wide"], Directory.GetDirectories(_folder.PathOf("out", "tensorboard")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void What_is_as_it_should_be_is_left_alone()
    {
        var stage = Trained(new("DigitsStudent", StageRole.Student), Metrics);
        Write(stage);
        var file = Files("DigitsStudent").Single();
        File.SetLastWriteTimeUtc(file, _end);
        Write(stage);

        Assert.Equal(_end, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public void A_later_run_takes_the_place_of_the_earlier_one_and_other_files_stay()
    {
        var stage = Trained(new("DigitsStudent", StageRole.Student), Metrics);
        Write(stage);
        var notes = _folder.Write("out/tensorboard/DigitsStudent/notes.txt", "mine");
        File.SetLastWriteTimeUtc(Path.Combine(stage.Result, "metrics.jsonl"), _end.AddHours(1));
        Assert.False(new TensorBoardLogs(_folder.PathOf("out"), [stage]).AreWritten);
        Write(stage);

        Assert.Equal(["events.out.tfevents.1769864400.0123", "notes.txt"], Files("DigitsStudent").Select(Path.GetFileName).Order());
        Assert.Equal("mine", File.ReadAllText(notes));
    }

    [Fact]
    public void A_file_that_was_cut_is_written_again()
    {
        var stage = Trained(new("DigitsStudent", StageRole.Student), Metrics);
        Write(stage);
        var file = Files("DigitsStudent").Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        Write(stage);

        Assert.Equal(3, EventReader.Read(file).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json\n")]
    [InlineData("{}\n")]
    [InlineData("{\"epoch\":\"first\",\"seconds\":\"long\"}\n")]
    [InlineData("7\n")]
    public void A_stage_without_epochs_is_no_run_any_more(string metrics)
    {
        Write(Trained(new("DigitsStudent", StageRole.Student), Metrics));
        Write(Trained(new("DigitsStudent", StageRole.Student), metrics));

        Assert.Empty(Files("DigitsStudent"));
    }

    public void Dispose() => _folder.Dispose();

    private static void SetMetrics(string folder, string metrics)
    {
        var path = Path.Combine(folder, "metrics.jsonl");
        File.WriteAllText(path, metrics);
        File.SetLastWriteTimeUtc(path, _end);
    }

    private StageItem Trained(Stage stage, string metrics)
    {
        var item = Stages.Create(_folder, stage);
        item.Finish();
        foreach (var model in stage.ModelsIn(item.Result))
        {
            SetMetrics(model.Value, metrics);
        }

        return item;
    }

    private void Write(params StageItem[] stages)
    {
        new TensorBoardLogs(_folder.PathOf("out"), stages).Write();
        Assert.True(new TensorBoardLogs(_folder.PathOf("out"), stages).AreWritten);
    }

    private string[] Files(string run) => Directory.GetFiles(_folder.PathOf("out", "tensorboard", run));
}
