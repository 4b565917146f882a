using Kd.Losses;
using Kd.Metrics;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Metrics;

public sealed class MetricTests : ScopedTest
{
    [Fact]
    public void Accuracy_is_the_part_that_is_right_over_all_batches()
    {
        var metric = new Accuracy();

        metric.Update(tensor(new[,] { { 1f, 2 }, { 3, 1 }, { 0, 1 } }), tensor(new[] { 1L, 0, 0 }));
        metric.Update(tensor(new[,] { { 1f, 2 } }), tensor(new[] { 1L }));

        Assert.Equal(("accuracy", true, 0.75), (metric.Name, metric.HigherIsBetter, metric.Compute()));
    }

    [Fact]
    public void Errors_are_means_over_all_elements_however_they_are_batched()
    {
        var (squared, absolute) = (new MeanSquaredError(), new MeanAbsoluteError());
        foreach (var (predictions, labels) in new[] { (new[] { 1f, 2, 3 }, new[] { 1f, 4, 3 }), ([5f], [1f]) })
        {
            squared.Update(tensor(predictions), tensor(labels));
            absolute.Update(tensor(predictions).unsqueeze(1), tensor(labels));
        }

        Assert.Equal(("meanSquaredError", false, (4 + 16) / 4.0), (squared.Name, squared.HigherIsBetter, squared.Compute()));
        Assert.Equal(("meanAbsoluteError", false, (2 + 4) / 4.0), (absolute.Name, absolute.HigherIsBetter, absolute.Compute()));
    }

    [Fact]
    public void A_column_and_a_row_are_never_compared_each_with_each()
    {
        Assert.Equal(0, new MseLoss().Forward(tensor(new[] { 1f, 2, 3 }).unsqueeze(1), tensor(new[] { 1L, 2, 3 })).ToDouble());
        var refusal = Assert.Throws<ArgumentException>(() => new MseLoss().Forward(zeros(3), zeros(3, 1)));
        Assert.Contains("(3) and labels (3, 1)", refusal.Message);
    }

    [Fact]
    public void The_accuracy_of_a_regression_is_refused_with_what_to_declare()
    {
        var metric = new Accuracy();

        Assert.Contains("[Metric<MeanAbsoluteError>]", Assert.Throws<ArgumentException>(() => metric.Update(zeros(3, 1), zeros(3))).Message);
        Assert.Throws<ArgumentException>(() => metric.Update(zeros(3), zeros(3, ScalarType.Int64)));
    }
}
