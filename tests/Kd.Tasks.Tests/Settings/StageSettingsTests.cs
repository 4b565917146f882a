using Kd.Tasks.Diagnostics;
using Kd.Tasks.Graph;
using Kd.Tasks.Settings;

namespace Kd.Tasks.Tests.Settings;

public sealed class StageSettingsTests
{
    private static readonly Stage _teacher = new("Teacher", StageRole.Teacher) { Settings = ["train.epochs", "adamW.beta1"] };
    private static readonly Stage _student = new("Student", StageRole.Student) { Settings = ["train.epochs", "response.temperature"] };
    private static readonly Stage _baseline = new("Student.Baseline", StageRole.Baseline) { Settings = ["train.epochs"] };
    private static readonly Stage _other = new("Other", StageRole.Student) { Settings = ["train.epochs"] };
    private static readonly Stage _otherBaseline = new("Other.Baseline", StageRole.Baseline) { Settings = ["train.epochs"] };
    private static readonly StageSelection _selection = new([_teacher, _student, _baseline], [_student, _baseline], [_other, _otherBaseline]);

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
    [InlineData("Response.Temperature=8", "response.temperature")]
    [InlineData("Teachr/train.epochs=8", "Teacher/train.epochs")]
    [InlineData("Teacher/train.epoch=8", "Teacher/train.epochs")]
    [InlineData("Teacher/response.temperature=8", "Student/response.temperature")]
    [InlineData("adamW.beta1=0.8", "Teacher/adamW.beta1")]
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

    [Theory]
    [InlineData("train.epochs=5;train.seed=3")]
    [InlineData("response.temperature=5;")]
    public void Semicolons_do_not_separate(string text) =>
        Assert.Equal(BuildErrors.MalformedSetting, Assert.Throws<BuildException>(() => Of(text)).Code);

    [Fact]
    public void A_model_of_a_group_has_its_settings_in_the_groups_stage()
    {
        var pair = new Stage("pair", StageRole.Student) { Models = ["Narrow", "Wide"], Settings = ["narrow.sgd.learningRate"] };
        Assert.Contains("'Narrow' is a model of the stage 'pair', whose settings are written as 'pair/path'", Unknown("Narrow/sgd.learningRate=1", new([pair], [pair], [])));
    }

    [Fact]
    public void A_baseline_that_is_not_trained_has_no_settings() =>
        Assert.Contains("KdBaseline is not true", Unknown("Student.Baseline/train.epochs=5", new([_teacher, _student], [_student], [_baseline])));

    [Theory]
    [InlineData("Other/train.epochs=5")]
    [InlineData("Other.Baseline/train.epochs=5")]
    public void A_student_that_is_not_selected_has_no_settings(string text) => Assert.Contains("KdStudent selects other students", Unknown(text, _selection));

    [Theory]
    [InlineData("train.epochs=0", "train.epochs", "0")]
    [InlineData("train.epochs=-3", "train.epochs", "-3")]
    [InlineData("train.epochs=5.5", "train.epochs", "5.5")]
    [InlineData("train.epochs=1e2", "train.epochs", "1e2")]
    [InlineData("Teacher/train.epochs=many", "Teacher/train.epochs", "many")]
    [InlineData("train.batchSize=0", "train.batchSize", "0")]
    [InlineData("train.seed=99999999999", "train.seed", "99999999999")]
    [InlineData("train.seed=1.5", "train.seed", "1.5")]
    public void A_value_that_a_stage_of_any_kind_refuses_is_refused_before_it_starts(string text, string setting, string value)
    {
        var error = Assert.Throws<BuildException>(() => SettingAssignment.Parse(text));
        Assert.Equal(BuildErrors.UnreadableValue, error.Code);
        Assert.Matches($"^KdSet: {setting} is '{value}', which is not a whole number from -?[0-9]+ to 2147483647.$", error.Message);
    }

    [Theory]
    [InlineData("+5", "5")]
    [InlineData("005", "5")]
    [InlineData("-5", "-5")]
    public void One_number_is_one_text(string text, string value) => Assert.Equal(value, SettingAssignment.Parse($"train.seed={text}").Single().Value);

    [Fact]
    public void A_setting_holds_where_it_meets_a_property() =>
        Assert.Equal("6", new StageSettings(_selection, SettingAssignment.FromProperties("5", null, "train.epochs=6")).For(_student)["train.epochs"]);

    private static string Unknown(string text, StageSelection selection)
    {
        var error = Assert.Throws<BuildException>(() => new StageSettings(selection, SettingAssignment.Parse(text)));
        Assert.Equal(BuildErrors.UnknownSetting, error.Code);
        return error.Message;
    }

    private static StageSettings Of(string text) => new(_selection, SettingAssignment.Parse(text));
}
