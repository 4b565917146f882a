using System.Diagnostics;
using System.Text.Json;
using Kd.Tasks.Diagnostics;
using Kd.Tasks.Tests.Fixtures;
using Microsoft.Build.Framework;

namespace Kd.Tasks.Tests.Planning;

public sealed class PlanDistillationTests : IDisposable
{
    private readonly TemporaryFolder _project = new();
    private readonly FakeBuildEngine _engine = new();

    public PlanDistillationTests()
    {
        Build(StageSource.Digits);
        _project.Write("Kd.Host.dll", "");
    }

    [Fact]
    public void Everything_is_out_of_date_at_first_and_nothing_once_it_has_run()
    {
        var first = Plan();
        Assert.Equal(["DigitsTeacher", "DigitsStudent"], Names(first.OutOfDate));
        Finish(first);
        var second = Plan();
        Assert.Empty(second.OutOfDate);
        Assert.Equal(["DigitsTeacher", "DigitsStudent"], Names(second.Stages));
    }

    [Fact]
    public void A_result_that_is_not_complete_is_out_of_date()
    {
        var stage = StageItem.From(Plan().Stages[0]);
        Directory.CreateDirectory(stage.Result);
        Assert.Contains("DigitsTeacher", Names(Plan().OutOfDate));
    }

    [Theory]
    [InlineData("class DigitsStudent { int width = 8; }", "class DigitsStudent { int width = 9; }", "DigitsStudent")]
    [InlineData("response(4)", "response(8)", "DigitsStudent")]
    [InlineData("class DigitsTeacher { int width = 64; }", "class DigitsTeacher { int width = 65; }", "DigitsTeacher", "DigitsStudent")]
    [InlineData("Load() => 1", "Load() => 2", "DigitsTeacher", "DigitsStudent")]
    [InlineData("class Entry;", "/* why */ class Entry; class Unrelated { int x = 1; }")]
    [InlineData("class Entry;", "class Entry { int x = 1; }")]
    public void A_change_of_the_code_reaches_the_stages_that_read_it(string old, string @new, params string[] outOfDate)
    {
        Finish(Plan());
        Build(StageSource.Digits.Replace(old, @new));
        Assert.Equal(outOfDate, Names(Plan().OutOfDate));
    }

    [Fact]
    public void Settings_reach_the_student_and_not_its_teacher()
    {
        Finish(Plan());
        Assert.Equal(["DigitsStudent"], Names(Plan(plan => plan.Epochs = "5").OutOfDate));
        Assert.Equal(["DigitsStudent"], Names(Plan(plan => plan.Settings = "response.temperature=8").OutOfDate));
        Assert.Equal(["DigitsTeacher", "DigitsStudent"], Names(Plan(plan => plan.Settings = "DigitsTeacher/train.epochs=5").OutOfDate));
    }

    [Fact]
    public void The_device_and_the_data_reach_all_stages()
    {
        Finish(Plan());
        _project.Write("digits.csv", "1");
        Assert.Equal(2, Plan(plan => plan.Device = "cpu").OutOfDate.Length);
        Assert.Equal(2, Plan(plan => plan.Data = ["digits.csv"]).OutOfDate.Length);
        Assert.Equal(2, Plan(plan => plan.DataPath = "digits.csv").OutOfDate.Length);
    }

    [Fact]
    public void A_touched_data_file_is_the_same_data_and_a_changed_one_is_not()
    {
        var file = _project.Write("digits.csv", "1");
        Finish(Plan(WithData));
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Empty(Plan(WithData).OutOfDate);
        File.WriteAllText(file, "2");
        Assert.Equal(2, Plan(WithData).OutOfDate.Length);

        static void WithData(PlanDistillation plan) => plan.Data = ["digits.csv"];
    }

    [Fact]
    public void A_key_does_not_depend_on_where_the_project_lies()
    {
        _project.Write("digits.csv", "1");
        using var other = new TemporaryFolder();
        other.Write("digits.csv", "1");
        File.Copy(_project.PathOf("App.dll"), other.PathOf("App.dll"));
        File.Copy(_project.PathOf("Kd.Host.dll"), other.PathOf("Kd.Host.dll"));
        Assert.Equal(Keys(Plan(p => p.Data = ["digits.csv"])), Keys(Plan(p => p.Data = ["digits.csv"], other)));
    }

    [Fact]
    public void Baselines_run_only_when_asked_for() =>
        Assert.Equal(["DigitsTeacher", "DigitsStudent", "DigitsStudent.Baseline"], Names(Plan(plan => plan.Baseline = "true").OutOfDate));

    [Fact]
    public void A_request_has_all_that_the_host_needs()
    {
        var plan = Plan(p => (p.Epochs, p.DataPath) = ("5", "."));
        var (teacher, student) = (StageItem.From(plan.Stages[0]), StageItem.From(plan.Stages[1]));
        using var request = JsonDocument.Parse(student.RequestText);
        var root = request.RootElement;
        Assert.Equal("DigitsStudent", root.GetProperty("stage").GetString());
        Assert.Equal(_project.PathOf("App.dll"), root.GetProperty("assembly").GetString());
        Assert.Equal(_project.Root, root.GetProperty("projectFolder").GetString());
        Assert.Equal(student.Unfinished, root.GetProperty("output").GetString());
        Assert.Equal("5", root.GetProperty("settings").GetProperty("train.epochs").GetString());
        Assert.Equal(Path.Combine(teacher.Result, "teacher.safetensors"), root.GetProperty("weights").GetProperty("DigitsTeacher").GetString());
        Assert.True(Path.IsPathRooted(root.GetProperty("dataPath").GetString()));
        Assert.True(Guid.TryParse(root.GetProperty("modules").GetProperty("App").GetString(), out _));
    }

    [Fact]
    public void A_request_has_the_weights_of_all_models_of_a_group()
    {
        Build(StageSource.Schemes);
        var plan = Plan();
        var (pair, pupil) = (StageItem.From(plan.Stages[0]), StageItem.From(plan.Stages[2]));
        using var request = JsonDocument.Parse(pupil.RequestText);
        Assert.Equal(
            [
                ("Narrow", Path.Combine(pair.Result, "Narrow", "student.safetensors")),
                ("Wide", Path.Combine(pair.Result, "Wide", "student.safetensors")),
                ("Pupil.hint", Path.Combine(StageItem.From(plan.Stages[1]).Result, "student.safetensors")),
            ],
            request.RootElement.GetProperty("weights").EnumerateObject().Select(entry => (entry.Name, entry.Value.GetString()!)));
    }

    [Fact]
    public void The_result_of_a_group_is_complete_with_the_weights_of_all_its_models()
    {
        Build(StageSource.Schemes);
        var pair = StageItem.From(Plan().Stages[0]);
        pair.Finish();
        Assert.DoesNotContain("pair", Names(Plan().OutOfDate));
        File.Delete(Path.Combine(pair.Result, "Wide", "student.safetensors"));
        Assert.Contains("pair", Names(Plan().OutOfDate));
    }

    [Fact]
    public void Settings_reach_all_stages_of_a_student_and_a_named_one_alone()
    {
        Build(StageSource.Schemes);
        Finish(Plan());
        Assert.Equal(["Pupil.hint", "Pupil"], Names(Plan(plan => (plan.Epochs, plan.Students) = ("5", "Pupil")).OutOfDate));
        Assert.Equal(["pair", "Pupil.hint", "Pupil"], Names(Plan(plan => plan.Epochs = "5").OutOfDate));
        Assert.Equal(["Pupil"], Names(Plan(plan => plan.Settings = "Pupil/train.epochs=5").OutOfDate));
        Assert.Equal(["Pupil.hint", "Pupil"], Names(Plan(plan => plan.Settings = "Pupil.hint/train.epochs=5").OutOfDate));
        Assert.Equal(["Pupil.hint", "Pupil"], Names(Plan(plan => plan.Settings = "guided.late.weight=2").OutOfDate));
    }

    [Fact]
    public void The_models_of_a_group_are_in_its_key()
    {
        Build(StageSource.Schemes);
        Finish(Plan());
        Build(StageSource.Schemes.Replace("Models = [\"Narrow\", \"Wide\"]", "Models = [\"Wide\", \"Narrow\"]"));
        Assert.Equal(["pair", "Pupil.hint", "Pupil"], Names(Plan().OutOfDate));
    }

    [Fact]
    public void A_teacher_with_weights_has_their_content_in_its_key()
    {
        Build(StageSource.Digits.Replace("Declaration = \"train(30)\"", "Declaration = \"\", Weights = \"given.safetensors\""));
        _project.Write("given.safetensors", "1");
        Finish(Plan());
        _project.Write("given.safetensors", "2");
        Assert.Equal(2, Plan().OutOfDate.Length);
    }

    [Fact]
    public void So_has_a_teacher_that_is_a_script_which_is_handed_on_as_one()
    {
        Build(StageSource.Digits.Replace("Declaration = \"train(30)\"", "Declaration = \"\", Weights = \"given.pt\", IsScript = true"));
        _project.Write("given.pt", "1");
        var plan = Plan();
        Finish(plan);
        var script = Path.Combine(StageItem.From(plan.Stages[0]).Result, "teacher.pt");
        Assert.True(File.Exists(script));
        using var request = JsonDocument.Parse(StageItem.From(plan.Stages[1]).RequestText);
        Assert.Equal(script, request.RootElement.GetProperty("weights").GetProperty("DigitsTeacher").GetString());
        Assert.Empty(Plan().OutOfDate);
        _project.Write("given.pt", "2");
        Assert.Equal(2, Plan().OutOfDate.Length);
    }

    [Theory]
    [InlineData(BuildErrors.UnknownStudent, "DigitStudent", "", "", "", "")]
    [InlineData(BuildErrors.UnknownSetting, "", "respons.temperature=8", "", "", "")]
    [InlineData(BuildErrors.MalformedSetting, "", "response.temperature", "", "", "")]
    [InlineData(BuildErrors.DataFileMissing, "", "", "none.csv", "", "")]
    [InlineData(BuildErrors.DataPathMissing, "", "", "", "none", "")]
    [InlineData(BuildErrors.BadDevice, "", "", "", "", "gpu")]
    public void A_wrong_property_is_an_error_in_the_project_file(string code, string students, string settings, string data, string dataPath, string device)
    {
        Plan(plan => (plan.Students, plan.Settings, plan.Data, plan.DataPath, plan.Device) = (students, settings, data == "" ? [] : [data], dataPath, device), succeeds: false);
        var error = Assert.Single(_engine.Errors);
        Assert.Equal((code, _project.PathOf("App.csproj")), (error.Code, error.File));
        Assert.EndsWith($"/{code}.md", error.HelpLink);
    }

    [Fact]
    public void Missing_files_are_errors()
    {
        Build(StageSource.Digits.Replace("Declaration = \"train(30)\"", "Weights = \"given.safetensors\""));
        Plan(succeeds: false);
        File.Delete(_project.PathOf("Kd.Host.dll"));
        Plan(succeeds: false);
        File.Delete(_project.PathOf("App.dll"));
        Plan(succeeds: false);
        Assert.Equal([BuildErrors.WeightsMissing, BuildErrors.HostMissing, BuildErrors.AssemblyMissing], _engine.Errors.Select(e => e.Code));
    }

    [Fact]
    public void A_project_without_stages_is_an_error()
    {
        Build(StageSource.Attribute);
        Plan(succeeds: false);
        Assert.Equal(BuildErrors.NoStage, Assert.Single(_engine.Errors).Code);
    }

    [Fact]
    public void The_store_is_ignored_by_git()
    {
        Plan();
        Assert.Equal("*\n", File.ReadAllText(_project.PathOf(".kd", ".gitignore")));
    }

    [Fact]
    public void A_plan_without_work_is_quick()
    {
        Finish(Plan());
        var watch = Stopwatch.StartNew();
        Plan();
        Assert.InRange(watch.ElapsedMilliseconds, 0, 300);
    }

    public void Dispose() => _project.Dispose();

    private void Build(string source) => _project.Write("App.dll", Compiler.Compile(source));

    private PlanDistillation Plan(Action<PlanDistillation>? change = null, TemporaryFolder? project = null, bool succeeds = true)
    {
        project ??= _project;
        var plan = new PlanDistillation
        {
            BuildEngine = _engine,
            Assembly = project.PathOf("App.dll"),
            Host = project.PathOf("Kd.Host.dll"),
            Project = project.PathOf("App.csproj"),
            Store = project.PathOf(".kd"),
        };
        change?.Invoke(plan);
        Assert.Equal(succeeds, plan.Execute());
        return plan;
    }

    private static void Finish(PlanDistillation plan)
    {
        foreach (var stage in plan.OutOfDate.Select(StageItem.From))
        {
            stage.Finish();
        }
    }

    private static IEnumerable<string> Names(ITaskItem[] items) => items.Select(item => item.ItemSpec);

    private static IEnumerable<string> Keys(PlanDistillation plan) => plan.Stages.Select(item => item.GetMetadata("Key"));
}
