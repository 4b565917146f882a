using Kd.Training;

namespace Kd.GeneratedCode.Tests;

/// <summary>Words of relations, from attribute to run.</summary>
public sealed class RelationTests : IDisposable
{
    private readonly Runs _runs = new();
    private readonly Dictionary<string, string> _weights;

    public RelationTests() =>
        _weights = new() { [nameof(DeepTeacher)] = DeepTeacherTrainer.Run(new() { Output = _runs.Folder("teacher"), Reporter = new Quiet() }).WeightsFile };

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Relations_between_samples_are_learned()
    {
        RelatedStudentDistiller.Run(new() { Output = _runs.Folder("student"), Reporter = new Quiet(), Weights = _weights });

        Assert.Equal(10, _runs.Losses().Count);
        Assert.All(_runs.Losses(), loss => Assert.True(double.IsFinite(loss.Value) && loss.Value > 0, loss.Key));
    }

    [Fact]
    public void Relations_between_layers_are_learned()
    {
        GraphStudentDistiller.Run(new() { Output = _runs.Folder("student"), Reporter = new Quiet(), Weights = _weights });

        Assert.True(_runs.Losses()["irg.first.second.head"] > 0);
    }
}
