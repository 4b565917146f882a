using System.Text.RegularExpressions;

namespace Kd.EndToEnd.Tests;

/// <summary>
/// A property changes just the stages it should, and one that cannot be is one error before anything is trained. The plans are those of
/// the real build, of which nothing is run.
/// </summary>
[Collection(TrainedCollection.Name)]
public sealed partial class SettingsTests(TrainedSample sample)
{
    private const string Teacher = "DigitsTeacher", Student = "DigitsStudent", Baseline = "DigitsStudent.Baseline";

    // KdSet as the trained sample has it.
    private const string Set = "-p:KdSet=DigitsTeacher/train.epochs=2";

    private static readonly string[] _none = [], _all = [Teacher, Student, Baseline];

    public static TheoryData<string, string[]> Overrides => new()
    {
        { "-p:KdStudent=DigitsStudent", _none },
        { "-p:KdEpochs=3", [Student, Baseline] },
        { "-p:KdSeed=3", [Student, Baseline] },
        { "-p:KdDevice=auto", _none },
        { "-p:KdDevice=cpu", _all },
        { "-p:KdDataPath=data", _all },
        { $"{Set} response.temperature=8", [Student] },
        { $"{Set} sgd.learningRate=0.1", [Student, Baseline] },
        { $"{Set} DigitsStudent.Baseline/train.seed=3", [Baseline] },
        { $"{Set} DigitsTeacher/train.epochs=3", [Teacher, Student] },
    };

    [Theory]
    [MemberData(nameof(Overrides))]
    public void An_override_trains_just_the_stages_it_applies_to(string argument, string[] outOfDate)
    {
        var plan = sample.Project.Plan(argument).Succeeded();

        Assert.Equal(outOfDate, PlanLine().Matches(plan.Log).Where(m => m.Groups[2].Value == "out of date").Select(m => m.Groups[1].Value));
        Assert.Equal(_all, PlanLine().Matches(plan.Log).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void Without_the_baseline_it_is_no_stage()
    {
        var plan = sample.Project.Plan("-p:KdBaseline=false").Succeeded();

        Assert.Equal([Teacher, Student], PlanLine().Matches(plan.Log).Select(m => m.Groups[1].Value));
    }

    [Theory]
    [InlineData("-p:KdBaseline=yes", "KD1020", "KdBaseline is 'yes', which is not true or false.")]
    [InlineData("-p:KdSet=DigitsTeecher/train.epochs=5", "KD1004", "Did you mean 'DigitsTeacher/train.epochs'?")]
    public void A_wrong_value_is_one_error_before_anything_is_trained(string argument, string id, string text)
    {
        var error = sample.Project.Plan(argument).FailedWith(id);

        Assert.Equal("Digits.csproj", error.File);
        Assert.Contains(text, error.Text);
    }

    [Fact]
    public void A_wrong_switch_of_the_build_is_one_error_before_anything_is_compiled() =>
        Assert.Contains("KdDistillOnBuild is 'maybe', which is not true or false.", sample.Project.Build("--no-restore", "-p:KdDistillOnBuild=maybe").FailedWith("KD1020").Text);

    [Fact]
    public void A_misspelt_property_is_a_warning_with_the_nearest()
    {
        var plan = sample.Project.Plan("-p:KdEpoch=5").Succeeded();

        Assert.Matches(@"Digits\.csproj : warning KD1015: KdEpoch is not a property of Kd and has no effect\. Did you mean 'KdEpochs'\?", plan.Log);
    }

    [GeneratedRegex(@"^ *(\S+) \((?:teacher|student|baseline)\): (up to date|out of date), key ", RegexOptions.Multiline)]
    private static partial Regex PlanLine();
}
