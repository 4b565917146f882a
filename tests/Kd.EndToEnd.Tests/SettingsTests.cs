namespace Kd.EndToEnd.Tests;

/// <summary>
/// A property changes just the stages it should, and one that cannot be is one error before anything is trained. The plans are those of
/// the real build, of which nothing is run.
/// </summary>
public sealed class SettingsTests(SettingsTests.Plans plans) : IClassFixture<SettingsTests.Plans>
{
    private const string Teacher = "DigitsTeacher", Student = "DigitsStudent", Baseline = "DigitsStudent.Baseline";

    // KdSet as the trained sample has it.
    private const string Set = "KdSet=DigitsTeacher/train.epochs=2";

    private static readonly string[] _none = [], _all = [Teacher, Student, Baseline];

    public static TheoryData<string, string[]> Overrides => new()
    {
        { "KdStudent=DigitsStudent", _none },
        { "KdEpochs=3", [Student, Baseline] },
        { "KdSeed=3", [Student, Baseline] },
        { "KdDevice=auto", _none },
        { "KdDevice=cpu", _all },
        { "KdDataPath=data", _all },
        { $"{Set} response.temperature=8", [Student] },
        { $"{Set} sgd.learningRate=0.1", [Student, Baseline] },
        { $"{Set} DigitsStudent.Baseline/train.seed=3", [Baseline] },
        { $"{Set} DigitsTeacher/train.epochs=3", [Teacher, Student] },
    };

    [Theory]
    [MemberData(nameof(Overrides))]
    public void An_override_trains_just_the_stages_it_applies_to(string setting, string[] outOfDate)
    {
        var plan = plans.With(setting);

        Assert.Equal(outOfDate, plan.OutOfDate);
        Assert.Equal(_all, plan.Planned);
    }

    [Fact]
    public void Without_the_baseline_it_is_no_stage() => Assert.Equal([Teacher, Student], plans.With("KdBaseline=false").Planned);

    [Theory]
    [InlineData("-p:KdBaseline=yes", "KD1020", "KdBaseline is 'yes', which is not true or false.")]
    [InlineData("-p:KdSet=DigitsTeecher/train.epochs=5", "KD1004", "Did you mean 'DigitsTeacher/train.epochs'?")]
    public void A_wrong_value_is_one_error_before_anything_is_trained(string argument, string id, string text)
    {
        var error = plans.Project.PlanOnly(argument).FailedWith(id);

        Assert.Equal("Digits.csproj", error.File);
        Assert.Contains(text, error.Text);
    }

    [Fact]
    public void A_wrong_switch_of_the_build_is_one_error_before_anything_is_compiled() =>
        Assert.Contains("KdDistillOnBuild is 'maybe', which is not true or false.", plans.Project.Build("-p:KdDistillOnBuild=maybe").FailedWith("KD1020").Text);

    [Fact]
    public void A_compiler_that_is_older_than_the_generator_is_one_error_before_anything_is_compiled()
    {
        var text = plans.Project.Build("-p:CompilerApiVersion=roslyn4.7").FailedWith("KD1018").Text;

        Assert.StartsWith("The C# compiler of this build is roslyn4.7 (.NET SDK ", text);
        Assert.Contains("it needs roslyn4.8, as in the .NET SDK 8.0.100", text);
    }

    [Fact]
    public void A_framework_that_is_too_old_is_one_error_before_anything_is_compiled() => Assert.StartsWith(
        "The project is for .NETCoreApp,Version=v7.0, and Kd is for .NET 8 and newer.",
        plans.Project.Build("-p:TargetFrameworkVersion=v7.0", "-p:TargetFrameworkMoniker=.NETCoreApp%2CVersion=v7.0").FailedWith("KD1022").Text);

    [Fact]
    public void A_misspelt_property_is_a_warning_with_the_nearest()
    {
        var plan = plans.Project.PlanOnly("-p:KdEpoch=5").Succeeded();

        Assert.Matches(@"Digits\.csproj : warning KD1015: KdEpoch is not a property of Kd and has no effect\. Did you mean 'KdEpochs'\?", plan.Log);
    }

    /// <summary>The plans with each setting, of one build: to start it takes longer than to plan.</summary>
    public sealed class Plans : IDisposable
    {
        private const string Heading = "Plan with ";
        private readonly Dictionary<string, BuildResult> _plans;

        public Plans()
        {
            string[] settings = [.. Overrides.Select(row => (string)row[0]), "KdBaseline=false"];
            var all = Project.AddAround("All.proj", $"""
                <Project>
                  <Target Name="Plan">
                    {string.Concat(settings.Select(PlanWith))}
                  </Target>
                </Project>
                """);

            var log = Project.Build(all, "-t:Plan", "-fileLoggerParameters:Verbosity=normal").Succeeded().Log;

            _plans = log.Split(Heading).Skip(1).ToDictionary(plan => plan[..plan.IndexOf('\n')].Trim(), plan => new BuildResult(0, plan));
        }

        internal SampleProject Project { get; } = TrainedSample.Project.Clone();

        internal BuildResult With(string setting) => _plans[setting];

        public void Dispose() => Project.Dispose();

        private string PlanWith(string setting)
        {
            var properties = $"NoBuild=true;KdEpochs=2;{(setting.StartsWith("KdSet=", StringComparison.Ordinal) ? "" : Set)};{setting}";
            return $"""
                <Message Text="{Heading}{setting}" Importance="high" />
                <MSBuild Projects="{Project.ProjectFile}" Targets="_KdPlan" Properties="Configuration={Repository.Configuration};{properties}" />

                """;
        }
    }
}
