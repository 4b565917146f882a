using Kd.Tasks.Diagnostics;
using Kd.Tasks.Graph;
using Kd.Tasks.Settings;

namespace Kd.Tasks.Tests.Settings;

public sealed class StageSettingsTests
{
    private static readonly Stage _teacher = new("Teacher", StageRole.Teacher) { Settings = ["train.epochs"] };
    private static readonly Stage _student = new("Student", StageRole.Student) { Settings = ["train.epochs", "response.temperature"] };
    private static readonly Stage _baseline = new("Student.Baseline", StageRole.Baseline) { Settings = ["train.epochs"] };
    private static readonly StageSelection _selection = new([_teacher, _student, _baseline], [_student, _baseline]);

    [Fact]
    public void A_value_applies_to_the_students_of_the_run_and_their_baselines()
    {
        var settings = Of("train.epochs=5");
        Assert.Equal("5", settings.For(_student)["train.epochs"]);
        Assert.Equal("5", settings.For(_baseline)["train.epochs"]);
        Assert.Empty(settings.For(_teacher));
    }

    [Fact]
    public void A_baseline_takes_only_what_it_has()
    {
        var settings = Of("response.temperature=8  train.epochs=5");
        Assert.Equal(["response.temperature", "train.epochs"], settings.For(_student).Keys);
        Assert.Equal(["train.epochs"], settings.For(_baseline).Keys);
    }

    [Fact]
    public void A_named_stage_takes_a_value_alone()
    {
        var settings = Of("Teacher/train.epochs=5");
        Assert.Equal("5", settings.For(_teacher)["train.epochs"]);
        Assert.Empty(settings.For(_student));
    }

    [Fact]
    public void The_last_value_holds() => Assert.Equal("6", Of("train.epochs=5 train.epochs=6").For(_student)["train.epochs"]);

    [Fact]
    public void A_value_may_have_an_equals_sign() => Assert.Equal("a=b", Of("response.temperature=a=b").For(_student)["response.temperature"]);

    [Theory]
    [InlineData("respone.temperature=8", "response.temperature")]
    [InlineData("Teachr/train.epochs=8", "Teacher/train.epochs")]
    [InlineData("Teacher/response.temperature=8", "Student/response.temperature")]
    public void An_unknown_path_is_an_error_with_the_nearest(string text, string nearest)
    {
        var error = Assert.Throws<BuildException>(() => Of(text));
        Assert.Equal(BuildErrors.UnknownSetting, error.Code);
        Assert.Contains($"Did you mean '{nearest}'?", error.Message);
    }

    [Theory]
    [InlineData("train.epochs")]
    [InlineData("train.epochs=")]
    [InlineData("=5")]
    [InlineData("/train.epochs=5")]
    [InlineData("Teacher/=5")]
    [InlineData("train.epochs = 5")]
    public void What_is_not_a_pair_is_an_error(string text) =>
        Assert.Equal(BuildErrors.MalformedSetting, Assert.Throws<BuildException>(() => Of(text)).Code);

    private static StageSettings Of(string text) => new(_selection, SettingAssignment.Parse(text));
}
