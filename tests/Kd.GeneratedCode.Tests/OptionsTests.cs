using Kd.Training;

namespace Kd.GeneratedCode.Tests;

public class OptionsTests
{
    [Fact]
    public void The_defaults_are_the_declared_values_and_else_those_of_the_words()
    {
        var options = new MaskedStudentDistiller.Options();

        Assert.Equal((4, 16, 2, Keep.BestValidation), (options.Epochs, options.BatchSize, options.Seed, options.Keep));
        Assert.Equal((0.5, 0.25, 2.0, 2.0), (options.TaskLossWeight, options.ResponseWeight, options.ResponseTemperature, options.ResponseTemperaturePower));
        Assert.Equal((0.125, 3.0), (options.MarginWeight, options.MarginSlack));
        Assert.Equal((0.75, AdapterKind.Auto), (options.GuidedBodyWeight, options.GuidedBodyAdapter));
        Assert.Equal((0.1, 0.9, 0.0), (options.SgdLearningRate, options.SgdMomentum, options.SgdWeightDecay));
        Assert.Equal([2, 3], options.MultiStepMilestones);
        Assert.Equal(0.5, options.MultiStepFactor);
    }

    [Theory]
    [InlineData("response.temperature", "8")]
    [InlineData("margin.slack", "0.5")]
    [InlineData("guided.body.weight", "7")]
    [InlineData("guided.body.adapter", "Linear")]
    [InlineData("sgd.nesterov", "true")]
    [InlineData("multiStep.factor", "0.2")]
    [InlineData("train.epochs", "9")]
    [InlineData("train.keep", "last")]
    public void A_setting_changes_one_value(string path, string value)
    {
        var options = new MaskedStudentDistiller.Options();

        var changed = options.With(path, value);

        Assert.NotEqual(options, changed);
        Assert.Equal(changed, options.With(path, value));
    }

    [Theory]
    [InlineData("response.temprature")]
    [InlineData("baseline.weight")]
    [InlineData("multiStep.milestones")]
    public void A_path_that_is_no_setting_is_refused(string path) =>
        Assert.Equal("KD1004", Assert.Throws<KdException>(() => new MaskedStudentDistiller.Options().With(path, "1")).Id);

    [Fact]
    public void Every_setting_of_a_stage_can_be_set()
    {
        var stage = typeof(MaskedStudent).Assembly.GetCustomAttributes(typeof(StageAttribute), false).Cast<StageAttribute>().Single(s => s.Name == nameof(MaskedStudent));

        Assert.NotEmpty(stage.Settings);
        Assert.All(stage.Settings, path => Assert.NotEqual("KD1004", Record.Exception(() => new MaskedStudentDistiller.Options().With(path, "1")) is KdException e ? e.Id : ""));
    }
}
