using System.Text.Json;
using Kd.IO;
using Kd.Training;
using TorchSharp;

namespace Kd.GeneratedCode.Tests;

/// <summary>Models and tasks that are not one tensor in, class logits out.</summary>
public sealed class ScoreTests : IDisposable
{
    private readonly Runs _runs = new();
    private readonly RunResult _teacher;

    public ScoreTests() => _teacher = ScoreTeacherTrainer.Run(new() { Output = _runs.Folder("teacher"), Reporter = new Quiet() });

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void The_metric_of_the_teacher_is_the_students_too_and_lower_is_better()
    {
        var result = Student();
        var epochs = Metrics("student").ConvertAll(line => line.GetProperty("validation").GetProperty("maskedError").GetDouble());

        Assert.Equal(("maskedError", "maskedError"), (result.Test.Metric, result.Teacher!.Test.Metric));
        Assert.Equal(epochs.Min(), result.Validation.Value);
        Assert.Equal(epochs.IndexOf(epochs.Min()) + 1, result.KeptEpoch);
        Assert.Equal(_teacher.Test, result.Teacher.Test);
    }

    [Fact]
    public void The_baseline_learns_the_same_task_with_weight_one()
    {
        var result = ScoreStudentBaseline.Run(new() { Output = _runs.Folder("baseline"), Reporter = new Quiet() });
        var losses = Metrics("baseline")[0].GetProperty("losses");

        Assert.Equal("maskedError", result.Test.Metric);
        Assert.Equal(["taskLoss", "total"], losses.EnumerateObject().Select(p => p.Name));
        Assert.Equal(losses.GetProperty("taskLoss").GetDouble(), losses.GetProperty("total").GetDouble());
        Assert.Equal(1, new ScoreStudentBaseline.Options().TaskLossWeight);
    }

    [Fact]
    public void Early_stopping_ends_the_training_and_can_be_set()
    {
        var (patient, hasty) = (Student("patient", o => o with { Epochs = 40, EarlyStoppingPatience = 40 }), Student("hasty", o => o with { Epochs = 40, EarlyStoppingPatience = 1 }));

        Assert.Equal(40, patient.Epochs);
        Assert.Equal(hasty.KeptEpoch + 1, hasty.Epochs);
        Assert.Equal(hasty.Epochs, Metrics("hasty").Count);
        Assert.Contains("earlyStopping.patience", Stage(nameof(ScoreStudent)).Settings);
    }

    [Fact]
    public void A_loss_is_given_masks_samples_and_where_the_run_is()
    {
        Curious.Steps.Clear();
        Curious.Samples.Clear();

        var result = Student();

        var steps = Curious.Steps.Count / result.Epochs;
        Assert.Equal(70, Curious.Samples.Count);
        Assert.Equal(Enumerable.Range(1, result.Epochs).SelectMany(epoch => Enumerable.Range(0, steps).Select(step => (epoch, step))), Curious.Steps.Select(at => (at.Epoch, at.Step)));
        Assert.Equal(0, Curious.Steps[0].Progress);
    }

    [Fact]
    public void A_layer_under_two_names_is_trained_and_counted_once()
    {
        var result = Student();
        var tensors = SafeTensors.Read(result.WeightsFile);

        Assert.Equal((6 * 6) + 6 + (6 + 6) + 6 + 1, result.Parameters);
        using var loaded = new ScoreStudent();
        ModelWeights.Load(loaded, result.WeightsFile);
        Assert.All(tensors.Where(t => t.Key.StartsWith("first.", StringComparison.Ordinal)), t =>
            Assert.Equal(t.Value.bytes.ToArray(), tensors[t.Key.Replace("first.", "second.")].bytes.ToArray()));
    }

    [Fact]
    public void Places_at_an_input_in_a_tuple_and_on_a_path_give_the_tensors_that_are_meant()
    {
        using var scope = torch.NewDisposeScope();
        using var teacher = ScoreTeacher.Wide();
        using var taps = new ScoreTeacher.Taps(teacher);
        var normed = new List<torch.Tensor>();
        teacher.eval();

        var (features, scores) = teacher.call(torch.randn(5, 6), torch.ones(5, 6));

        var (tapped, pooled, inner) = (taps.Features.Take(), taps.Pooled.Take(), taps.Normed.Take());
        Assert.Equal(features.bytes.ToArray(), tapped.bytes.ToArray());
        Assert.Equal(features.bytes.ToArray(), pooled.bytes.ToArray());
        Assert.Equal(features.bytes.ToArray(), inner.relu().bytes.ToArray());
        Assert.Equal([5L, 1], scores.shape);
    }

    [Fact]
    public void The_student_is_in_training_mode_in_its_steps_and_nowhere_else()
    {
        var modes = new List<(bool Training, bool Gradients)>();
        ScoreStudent.Called = student => modes.Add((student.named_modules().All(m => m.module.training), torch.is_grad_enabled()));
        try
        {
            var result = Student();
            var steps = modes.Count(m => m.Training);

            // One sample for the shapes; in an epoch 70 samples in steps of 16, and the validation; the test twice. Then its latency is
            // measured: two batch sizes, with one run to warm up and 3 to 50 that count.
            Assert.Equal(result.Epochs * 5, steps);
            Assert.InRange(modes.Count - steps - (1 + result.Epochs + 2), 2 * 4, 2 * 51);
            Assert.All(modes, m => Assert.Equal(m.Training, m.Gradients));
            Assert.False(modes[0].Training);
        }
        finally
        {
            ScoreStudent.Called = null;
        }
    }

    [Fact]
    public void A_value_out_of_its_range_is_an_error_that_names_the_setting()
    {
        var rate = Assert.Throws<KdException>(() => Student("rate", o => o with { SgdLearningRate = -1 }));
        var patience = Assert.Throws<KdException>(() => Student("patience", o => o with { EarlyStoppingPatience = 0 }));

        Assert.Equal(("KD1020", "KD1020"), (rate.Id, patience.Id));
        Assert.Contains("sgd.learningRate is out of its range", rate.Message);
        Assert.Contains("earlyStopping.patience is out of its range", patience.Message);
        Assert.DoesNotContain('\n', rate.Message + patience.Message);
    }

    private RunResult Student(string folder = "student", Func<ScoreStudentDistiller.Options, ScoreStudentDistiller.Options>? change = null)
    {
        var options = new ScoreStudentDistiller.Options
        {
            Output = _runs.Folder(folder),
            Reporter = new Quiet(),
            Weights = new Dictionary<string, string> { [nameof(ScoreTeacher)] = _teacher.WeightsFile },
        };
        return ScoreStudentDistiller.Run(change?.Invoke(options) ?? options);
    }

    private List<JsonElement> Metrics(string folder) =>
        [.. File.ReadAllLines(Path.Combine(_runs.Folder(folder), "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];

    private static DistillStageAttribute Stage(string name) =>
        typeof(ScoreTests).Assembly.GetCustomAttributes(typeof(DistillStageAttribute), false).Cast<DistillStageAttribute>().Single(s => s.Name == name);
}
