using System.Globalization;
using System.Reflection;
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
    [InlineData("response.temprature")]
    [InlineData("baseline.weight")]
    [InlineData("multiStep.milestones")]
    public void A_path_that_is_no_setting_is_refused(string path) =>
        Assert.Equal("KD1004", Assert.Throws<KdException>(() => new MaskedStudentDistiller.Options().With(path, "1")).Id);

    public static TheoryData<string> Settings => [.. typeof(MaskedStudent).Assembly.GetCustomAttributes<DistillStageAttribute>().Single(s => s.Name == nameof(MaskedStudent)).Settings];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_of_the_stage_sets_its_property_and_no_other(string path)
    {
        var options = new MaskedStudentDistiller.Options();
        var name = string.Concat((path.StartsWith("train.", StringComparison.Ordinal) ? path["train.".Length..] : path).Split('.').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        var property = typeof(MaskedStudentDistiller.Options).GetProperty(name)!;
        object other = property.GetValue(options) switch
        {
            int number => number + 1,
            double number => number + 0.5,
            bool flag => !flag,
            Enum member => Enum.GetValues(property.PropertyType).Cast<object>().First(value => !value.Equals(member)),
            var value => throw new InvalidOperationException($"{name} is {value}."),
        };

        var changed = options.With(path, Convert.ToString(other, CultureInfo.InvariantCulture)!);

        Assert.Equal(other, property.GetValue(changed));
        property.SetValue(changed, property.GetValue(options));
        Assert.Equal(options, changed);
    }
}
