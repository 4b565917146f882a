using Kd.Data;
using Kd.Metrics;
using Kd.Tests.Fixtures;
using Kd.Training;

namespace Kd.Tests.Training;

public sealed class EvaluationTests : ScopedTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(600)]
    public void Is_the_mean_over_all_samples_however_they_are_batched(int count)
    {
        var (logits, labels) = (randn([count, 3], ScalarType.Float64), randint(0, 3, [count]));
        var data = Dataset.InMemory(new ImageBatch(logits, labels, arange(count)));

        var metric = new Accuracy();
        var evaluation = Evaluation.Of(data, CPU, metric, batch =>
        {
            metric.Update(batch.Images, batch.Labels);
            return nn.functional.cross_entropy(batch.Images, batch.Labels);
        });

        Assert.Equal("accuracy", evaluation.Metric);
        Assert.Equal(logits.argmax(1).eq(labels).to(ScalarType.Float64).mean().ToDouble(), evaluation.Value, 1e-12);
        Assert.Equal(nn.functional.cross_entropy(logits, labels).ToDouble(), evaluation.Loss, 1e-9);
    }

    [Fact]
    public void Takes_no_gradients()
    {
        var data = Dataset.InMemory(new ImageBatch(zeros(2, 3), zeros(2, ScalarType.Int64), arange(2)));
        using var model = nn.Linear(3, 3);

        Evaluation.Of(data, CPU, new Accuracy(), batch =>
        {
            var logits = model.call(batch.Images);
            Assert.False(logits.requires_grad);
            return logits.sum();
        });
    }
}
