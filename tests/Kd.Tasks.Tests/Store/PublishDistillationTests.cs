using System.Text.Json;
using Kd.Tasks.Diagnostics;
using Kd.Tasks.Graph;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.Store;

public sealed class PublishDistillationTests : IDisposable
{
    private const string StudentSummary = """
        {"student":"DigitsStudent","teacher":"DigitsTeacher","seed":7,"epochs":60,"parameters":{"teacher":62346,"student":1418},
         "metric":"accuracy","test":{"teacher":0.98889,"student":0.978,"last":0.9712}}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeBuildEngine _engine = new();
    private readonly StageItem _teacher;
    private readonly StageItem _student;
    private readonly StageItem _baseline;

    public PublishDistillationTests()
    {
        _teacher = Finished("DigitsTeacher", StageRole.Teacher, "{}");
        _student = Finished("DigitsStudent", StageRole.Student, StudentSummary);
        _baseline = Finished("DigitsStudent.Baseline", StageRole.Baseline, "{\"test\":{\"student\":0.934}}");
    }

    private string Output => _folder.PathOf("bin", "distilled");

    [Fact]
    public void Says_in_one_line_what_came_out()
    {
        Publish(_teacher, _student, _baseline);
        Assert.Equal(
            $"DigitsStudent: teacher 0.9889, baseline 0.9340, distilled 0.9780 (test accuracy; 1,418 parameters) -> {Path.Combine(Output, "DigitsStudent")}",
            Assert.Single(_engine.High));
    }

    [Fact]
    public void Says_what_was_up_to_date()
    {
        Publish(_student with { UpToDate = true });
        Assert.StartsWith("DigitsStudent: up to date, teacher 0.9889, distilled 0.9780 (", Assert.Single(_engine.High));
    }

    [Fact]
    public void Adds_the_baseline_to_the_published_summary_and_not_to_the_store()
    {
        Publish(_student, _baseline);
        using var published = JsonDocument.Parse(File.ReadAllText(Path.Combine(Output, "DigitsStudent", "summary.json")));
        var test = published.RootElement.GetProperty("test");
        Assert.Equal(0.934, test.GetProperty("baseline").GetDouble());
        Assert.Equal("0.98889", test.GetProperty("teacher").GetRawText());
        Assert.Equal(StudentSummary, File.ReadAllText(Path.Combine(_student.Result, "summary.json")));
    }

    [Fact]
    public void Publishes_teachers_and_students_with_all_their_files()
    {
        Directory.CreateDirectory(Path.Combine(_student.Result, "plots"));
        File.WriteAllText(Path.Combine(_student.Result, "plots", "loss.svg"), "<svg/>");
        Publish(_teacher, _student, _baseline);
        Assert.Equal(["DigitsStudent", "DigitsTeacher"], Directory.GetDirectories(Output).Select(Path.GetFileName).Order());
        Assert.True(File.Exists(Path.Combine(Output, "DigitsStudent", "plots", "loss.svg")));
        Assert.True(File.Exists(Path.Combine(Output, "DigitsTeacher", "teacher.safetensors")));
    }

    [Fact]
    public void Writes_only_what_differs_and_removes_nothing()
    {
        Publish(_student);
        var (weights, summary) = (Path.Combine(Output, "DigitsStudent", "student.safetensors"), Path.Combine(Output, "DigitsStudent", "summary.json"));
        var summaryTime = File.GetLastWriteTimeUtc(summary);
        File.WriteAllText(weights, "broken");
        File.WriteAllText(Path.Combine(Output, "DigitsStudent", "notes.txt"), "mine");
        Publish(_student);
        Assert.Equal("DigitsStudent", File.ReadAllText(weights));
        Assert.Equal(summaryTime, File.GetLastWriteTimeUtc(summary));
        Assert.Equal(["kd.lock.json", "notes.txt", "report.html", "student.safetensors", "summary.json"], Directory.GetFiles(Path.Combine(Output, "DigitsStudent")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_epochs_are_also_written_for_TensorBoard()
    {
        File.WriteAllText(
            Path.Combine(_baseline.Result, "metrics.jsonl"), "{\"epoch\":1,\"learningRate\":0.1,\"losses\":{\"total\":1},\"validation\":{\"accuracy\":0.5,\"loss\":2},\"seconds\":1}\n");
        Publish(_student, _baseline);
        var log = Assert.Single(Directory.GetFiles(Path.Combine(Output, "tensorboard"), "*", SearchOption.AllDirectories));
        Assert.Equal(Path.Combine(Output, "tensorboard", "DigitsStudent.Baseline"), Path.GetDirectoryName(log));
        File.Delete(log);
        Publish(_student, _baseline);
        Assert.True(File.Exists(log));
    }

    [Fact]
    public void The_models_of_a_group_have_folders_lines_and_baselines_of_their_own()
    {
        var pair = Finished(
            new("pair", StageRole.Student) { Models = ["Narrow", "Wide"] },
            "{\"metric\":\"accuracy\",\"test\":{\"student\":0.9}}", "{\"metric\":\"accuracy\",\"test\":{\"student\":0.95}}");
        Publish(pair, Finished("Wide.Baseline", StageRole.Baseline, "{\"test\":{\"student\":0.91}}"));
        Assert.Equal(
            [
                $"Narrow: distilled 0.9000 (test accuracy) -> {Path.Combine(Output, "Narrow")}",
                $"Wide: baseline 0.9100, distilled 0.9500 (test accuracy) -> {Path.Combine(Output, "Wide")}",
            ],
            _engine.High);
        Assert.Equal(["Narrow", "Wide"], Directory.GetDirectories(Output).Select(Path.GetFileName).Order());
        Assert.Equal("Wide", File.ReadAllText(Path.Combine(Output, "Wide", "student.safetensors")));
        Assert.Equal(["kd.lock.json", "report.html", "student.safetensors", "summary.json"], Directory.GetFiles(Path.Combine(Output, "Narrow")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_stages_before_a_students_last_are_published_without_a_word()
    {
        Publish(Finished(new("DigitsStudent.hint", StageRole.Student) { Student = "DigitsStudent" }, "{}"), _student);
        Assert.StartsWith("DigitsStudent: ", Assert.Single(_engine.High));
        Assert.True(File.Exists(Path.Combine(Output, "DigitsStudent.hint", "student.safetensors")));
    }

    [Fact]
    public void A_baseline_that_others_follow_is_published_too()
    {
        Publish(_baseline, Finished(new("DigitsStudent", StageRole.Student) { After = [_baseline.Name] }, StudentSummary));
        Assert.True(File.Exists(Path.Combine(Output, "DigitsStudent.Baseline", "baseline.safetensors")));
    }

    [Fact]
    public void A_first_generation_is_told_once_as_the_baseline()
    {
        var last = Finished(
            new("DigitsStudent", StageRole.Student) { After = ["DigitsStudent.generation1", _baseline.Name] },
            """
            {"student":"DigitsStudent","metric":"accuracy","test":{"student":0.95,"teacher":0.94},
             "teachers":[{"name":"DigitsStudent.generation1","test":0.94},{"name":"DigitsStudent.Baseline","test":0.934}]}
            """);
        Publish(_baseline, last);
        Assert.StartsWith("DigitsStudent: DigitsStudent.generation1 0.9400, baseline 0.9340, distilled 0.9500 (", Assert.Single(_engine.High));
    }

    [Theory]
    [InlineData("{}", "distilled")]
    [InlineData("not json", "distilled")]
    [InlineData("{\"parameters\":{\"student\":1418}}", "distilled (1,418 parameters)")]
    [InlineData("{\"metric\":\"accuracy\",\"test\":{\"student\":0.5,\"teacher\":null}}", "distilled 0.5000 (test accuracy)")]
    [InlineData("{\"metric\":\"accuracy\",\"test\":{\"student\":0.5,\"ensemble\":0.6}}", "distilled 0.5000, ensemble 0.6000 (test accuracy)")]
    [InlineData(
        "{\"metric\":\"accuracy\",\"teachers\":[{\"name\":\"A\",\"test\":0.7},{\"name\":\"B\",\"test\":0.8}],\"test\":{\"student\":0.5,\"teacher\":0.7}}",
        "A 0.7000, B 0.8000, distilled 0.5000 (test accuracy)")]
    public void Does_with_what_the_summary_has(string summary, string line)
    {
        Publish(Finished("Other", StageRole.Student, summary));
        Assert.StartsWith($"Other: {line} -> ", Assert.Single(_engine.High));
    }

    [Fact]
    public void A_folder_that_can_not_be_written_is_an_error_with_an_id()
    {
        _folder.Write("bin/distilled", "a file");
        Assert.False(Task(_student).Execute());
        Assert.Equal(BuildErrors.ResultsNotWritable, Assert.Single(_engine.Errors).Code);
    }

    public void Dispose() => _folder.Dispose();

    private StageItem Finished(string name, StageRole role, string summary) => Finished(new(name, role), summary);

    private StageItem Finished(Stage stage, params string[] summaries)
    {
        var item = Stages.Create(_folder, stage);
        item.Finish();
        foreach (var (model, summary) in stage.ModelsIn(item.Result).Zip(summaries))
        {
            File.WriteAllText(Path.Combine(model.Value, "summary.json"), summary);
        }

        return item;
    }

    private void Publish(params StageItem[] stages) => Assert.True(Task(stages).Execute());

    private PublishDistillation Task(params StageItem[] stages) =>
        new() { BuildEngine = _engine, Stages = stages.Select(s => s.ToTaskItem()).ToArray(), OutputFolder = Output, Store = _folder.PathOf(".kd") };
}
