using Kd.IO;
using Kd.Training;

namespace Kd.GeneratedCode.Tests;

/// <summary>Losses over several places, with shapes, with modules of the teacher; weights that change and that are learned.</summary>
public sealed class ManyPlacesTests : IDisposable
{
    private readonly Runs _runs = new();
    private readonly RunResult _teacher;

    public ManyPlacesTests() => _teacher = DeepTeacherTrainer.Run(new() { Output = _runs.Folder("teacher"), Reporter = new Quiet() });

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_loss_is_made_with_the_shapes_of_its_places_and_room_for_all_samples()
    {
        Student();

        Assert.Equal(["1 3", "1 5", "1 12", "1 16"], Stages.Made.Student.Concat(Stages.Made.Teacher).Select(shape => string.Join(' ', shape)));
        var ids = MaskedData.Load(new("")).Train is var train ? train.Read(TorchSharp.torch.arange(train.Count, TorchSharp.torch.ScalarType.Int64)).SampleIds : null;
        Assert.Equal(ids!.data<long>().Max() + 1, Stages.Made.Samples);
    }

    [Fact]
    public void The_first_total_is_half_the_sum_by_the_weights_of_the_first_epoch()
    {
        Student(o => o with { Epochs = 1, BatchSize = 1000, TaskLossWarmUpEpochs = 4 });
        var losses = _runs.Losses();

        Assert.Equal(((0.5 * losses["stages.first.second"]) + (0.25 * losses["taskLoss"]) + (2 * losses["response"])) / 2, losses["total"], 1e-5);
    }

    [Fact]
    public void What_a_loss_learns_is_not_exported()
    {
        var tensors = SafeTensors.Read(Student().WeightsFile);

        Assert.Equal(["first.bias", "first.weight", "head.bias", "head.weight", "second.bias", "second.weight"], tensors.Keys.Order());
    }

    [Fact]
    public void What_a_loss_learns_is_trained()
    {
        Stages.Maps.Clear();

        Student();

        Assert.True(Stages.Maps.Count > 4, $"{Stages.Maps.Count} values in 20 steps.");
    }

    [Fact]
    public void The_teachers_module_is_not_trained()
    {
        var before = File.ReadAllBytes(_teacher.WeightsFile);
        var result = Student();

        Assert.Equal(before, File.ReadAllBytes(_teacher.WeightsFile));
        Assert.Equal(_teacher.Test, result.Teacher!.Test);
    }

    private RunResult Student(Func<DeepStudentDistiller.Options, DeepStudentDistiller.Options>? change = null)
    {
        var options = new DeepStudentDistiller.Options
        {
            Output = _runs.Folder("student"),
            Reporter = new Quiet(),
            Weights = new Dictionary<string, string> { [nameof(DeepTeacher)] = _teacher.WeightsFile },
        };
        return DeepStudentDistiller.Run(change?.Invoke(options) ?? options);
    }
}
