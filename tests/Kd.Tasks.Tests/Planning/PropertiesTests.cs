using System.Text.Json;
using Kd.Tasks.Diagnostics;
using Kd.Tasks.Tests.Fixtures;
using Microsoft.Build.Framework;

namespace Kd.Tasks.Tests.Planning;

/// <summary>What each property may be, and what is said of what it may not.</summary>
public sealed class PropertiesTests : IDisposable
{
    private readonly TemporaryFolder _project = new();
    private readonly FakeBuildEngine _engine = new();

    private static readonly Dictionary<string, Action<PlanDistillation, string>> _properties = new()
    {
        ["KdStudent"] = (plan, value) => plan.Students = value,
        ["KdBaseline"] = (plan, value) => plan.Baseline = value,
        ["KdEpochs"] = (plan, value) => plan.Epochs = value,
        ["KdSeed"] = (plan, value) => plan.Seed = value,
        ["KdSet"] = (plan, value) => plan.Settings = value,
        ["KdDevice"] = (plan, value) => plan.Device = value,
        ["KdDataPath"] = (plan, value) => plan.DataPath = value,
        ["KdLibTorch"] = (plan, value) => plan.LibTorch = value,
        ["KdWaitForDebugger"] = (plan, value) => plan.WaitForDebugger = value,
        ["KdResume"] = (plan, value) => plan.Resume = value,
        ["KdCheckpointMinutes"] = (plan, value) => plan.CheckpointMinutes = value,
    };

    public PropertiesTests()
    {
        _project.Write("App.dll", Compiler.Compile(StageSource.Digits));
        _project.Write("Kd.Host.dll", "");
        _project.Write("data/digits.csv", "1");
        foreach (var library in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" })
        {
            _project.Write($"libtorch/{library}", library);
        }
    }

    [Theory]
    [InlineData("KdStudent", "DigitsStudent")]
    [InlineData("KdBaseline", "true")]
    [InlineData("KdEpochs", "5")]
    [InlineData("KdSeed", "-7")]
    [InlineData("KdSet", "response.temperature=8")]
    [InlineData("KdDevice", "cuda:1")]
    [InlineData("KdDataPath", "data")]
    [InlineData("KdWaitForDebugger", "true")]
    [InlineData("KdResume", "false")]
    [InlineData("KdCheckpointMinutes", "2.5")]
    public void Blanks_around_a_value_do_not_matter(string property, string value)
    {
        var plain = Plan(property, value);
        Assert.Equal(Metadata(plain), Metadata(Plan(property, $" {value}\t")));
    }

    [LinuxFact]
    public void Blanks_around_a_folder_of_libtorch_do_not_matter() =>
        Assert.Equal(Metadata(Plan("KdLibTorch", "libtorch")), Metadata(Plan("KdLibTorch", " libtorch ")));

    [Theory]
    [InlineData("KdBaseline", "true", "True")]
    [InlineData("KdBaseline", "false", "FALSE")]
    [InlineData("KdWaitForDebugger", "true", "TRUE")]
    [InlineData("KdResume", "false", "False")]
    [InlineData("KdCheckpointMinutes", "5", "5.0")]
    [InlineData("KdEpochs", "5", "+5")]
    [InlineData("KdSeed", "5", "005")]
    public void One_value_written_in_two_ways_is_one_value(string property, string one, string other) =>
        Assert.Equal(Metadata(Plan(property, one)), Metadata(Plan(property, other)));

    [Theory]
    [InlineData("KdStudent")]
    [InlineData("KdBaseline")]
    [InlineData("KdEpochs")]
    [InlineData("KdSeed")]
    [InlineData("KdSet")]
    [InlineData("KdDevice")]
    [InlineData("KdDataPath")]
    [InlineData("KdLibTorch")]
    [InlineData("KdWaitForDebugger")]
    [InlineData("KdResume")]
    [InlineData("KdCheckpointMinutes")]
    public void Blanks_alone_are_no_value(string property) => Assert.Equal(Metadata(Plan(property, "")), Metadata(Plan(property, " \t")));

    [Theory]
    [InlineData("KdBaseline", "yes", "true or false")]
    [InlineData("KdBaseline", "1", "true or false")]
    [InlineData("KdWaitForDebugger", "maybe", "true or false")]
    [InlineData("KdResume", "never", "true or false")]
    [InlineData("KdCheckpointMinutes", "-1", "a number of minutes from 0 to 525600, such as 2.5")]
    [InlineData("KdCheckpointMinutes", "often", "a number of minutes from 0 to 525600, such as 2.5")]
    [InlineData("KdEpochs", "abc", "a whole number from 1 to 2147483647")]
    [InlineData("KdEpochs", "0", "a whole number from 1 to 2147483647")]
    [InlineData("KdEpochs", "-1", "a whole number from 1 to 2147483647")]
    [InlineData("KdEpochs", "1,000", "a whole number from 1 to 2147483647")]
    [InlineData("KdEpochs", "99999999999", "a whole number from 1 to 2147483647")]
    [InlineData("KdSeed", "1.5", "a whole number from -2147483648 to 2147483647")]
    [InlineData("KdSeed", "0x7", "a whole number from -2147483648 to 2147483647")]
    public void A_value_that_can_not_be_is_one_error_with_the_property_the_value_and_what_may_be(string property, string value, string allowed)
    {
        var error = Refuse(property, value);
        Assert.Equal((BuildErrors.UnreadableValue, $"{property} is '{value}', which is not {allowed}."), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("CPU")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:01")]
    [InlineData("cuda:99999999999")]
    public void What_is_no_device_is_an_error(string device) => Assert.Equal(BuildErrors.BadDevice, Refuse("KdDevice", device).Code);

    [Fact]
    public void A_teacher_is_no_student_to_select() => Assert.Equal(BuildErrors.UnknownStudent, Refuse("KdStudent", "DigitsTeacher").Code);

    [LinuxFact]
    public void A_folder_of_libtorch_that_does_not_exist_is_an_error()
    {
        var error = Refuse("KdLibTorch", "none");
        Assert.Equal(BuildErrors.NoLibTorch, error.Code);
        Assert.Contains($"KdLibTorch is 'none', but there is no folder {_project.PathOf("none")}.", error.Message);
    }

    [LinuxTheory]
    [InlineData("data", "lacks libc10.so, libtorch_cpu.so, libtorch.so.")]
    [InlineData("libtorch", "lacks libtorch_cpu.so.")]
    [InlineData("App.dll", "there is no folder")]
    public void A_folder_without_libtorch_is_an_error(string folder, string part)
    {
        File.Delete(_project.PathOf("libtorch", "libtorch_cpu.so"));
        var error = Refuse("KdLibTorch", folder);
        Assert.Equal(BuildErrors.NoLibTorch, error.Code);
        Assert.Contains(part, error.Message);
    }

    [LinuxFact]
    public void A_stage_depends_on_what_the_libraries_of_libtorch_are_and_not_on_where_they_lie()
    {
        var first = Keys(Plan("KdLibTorch", "libtorch"));
        Directory.Move(_project.PathOf("libtorch"), _project.PathOf("moved"));
        Assert.Equal(first, Keys(Plan("KdLibTorch", _project.PathOf("moved"))));

        _project.Write("moved/libtorch_cpu.so", "another");
        Assert.Empty(first.Intersect(Keys(Plan("KdLibTorch", "moved"))));
        Assert.Empty(first.Intersect(Keys(Plan("KdLibTorch", ""))));
    }

    [LinuxFact]
    public void The_process_gets_the_whole_path_of_libtorch() =>
        Assert.All(Plan("KdLibTorch", "libtorch").Stages, item => Assert.Equal(_project.PathOf("libtorch"), StageItem.From(item).LibTorch));

    [Fact]
    public void An_unknown_property_of_the_command_line_is_a_warning_with_the_nearest()
    {
        _engine.GlobalProperties.Add("KdEpoch", "5");
        _engine.GlobalProperties.Add("KdSeed", "5");
        _engine.GlobalProperties.Add("Configuration", "Release");
        Plan("KdSeed", "5");
        var warning = Assert.Single(_engine.Warnings);
        Assert.Equal((BuildErrors.UnknownProperty, _project.PathOf("App.csproj")), (warning.Code, warning.File));
        Assert.Contains("KdEpoch is not a property of Kd", warning.Message);
        Assert.EndsWith("/KD1015.md", warning.HelpLink);
    }

    [Fact]
    public void What_keeps_a_run_safe_changes_no_key()
    {
        var plain = Keys(Plan("KdResume", ""));

        Assert.Equal(plain, Keys(Plan("KdResume", "false")));
        Assert.Equal(plain, Keys(Plan("KdCheckpointMinutes", "0.5")));
    }

    [Fact]
    public void The_process_is_told_where_checkpoints_are_and_how_often_they_are_made()
    {
        var item = StageItem.From(Plan("KdCheckpointMinutes", "0.5").Stages[0]);
        using var request = JsonDocument.Parse(item.RequestText);

        Assert.Equal(0.5, request.RootElement.GetProperty("checkpointMinutes").GetDouble());
        Assert.Equal($"{item.Result}.checkpoints", request.RootElement.GetProperty("checkpoints").GetString());
        Assert.Equal(item.Checkpoints, request.RootElement.GetProperty("checkpoints").GetString());
        Assert.True(item.Resumes);
        Assert.False(StageItem.From(Plan("KdResume", "false").Stages[0]).Resumes);
    }

    public void Dispose() => _project.Dispose();

    private PlanDistillation Plan(string property, string value)
    {
        var plan = Create(plan => _properties[property](plan, value));
        Assert.True(plan.Execute(), string.Join('\n', _engine.Errors.Select(e => e.Message)));
        return plan;
    }

    private BuildErrorEventArgs Refuse(string property, string value)
    {
        Assert.False(Create(plan => _properties[property](plan, value)).Execute());
        return Assert.Single(_engine.Errors);
    }

    private PlanDistillation Create(Action<PlanDistillation> change)
    {
        var plan = new PlanDistillation
        {
            BuildEngine = _engine,
            Assembly = _project.PathOf("App.dll"),
            Host = _project.PathOf("Kd.Host.dll"),
            Project = _project.PathOf("App.csproj"),
            Store = _project.PathOf(".kd"),
        };
        change(plan);
        return plan;
    }

    private static List<string> Keys(PlanDistillation plan) => [.. plan.Stages.Select(item => item.GetMetadata("Key"))];

    private static IEnumerable<string> Metadata(PlanDistillation plan) =>
        from item in plan.Stages from name in item.MetadataNames.Cast<string>() select $"{item.ItemSpec} {name} {item.GetMetadata(name)}";
}
