using System.Text.Json;
using Kd.Data;
using Kd.IO;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Training;

/// <summary>A distillation from beginning to end.</summary>
public sealed class TrainingRunTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Fact]
    public void The_student_learns()
    {
        var options = _tiny.Options with { Epochs = 15 };

        TinyDistiller.Run(options);

        var losses = Metrics(options).Select(line => line.GetProperty("losses").GetProperty("total").GetDouble()).ToList();
        Assert.True(losses[^1] < 0.85 * losses[0], $"The loss went from {losses[0]} to {losses[^1]}.");
    }

    [Fact]
    public void The_student_is_in_training_mode_while_it_is_trained_and_only_then()
    {
        List<bool> modes = [];

        TinyDistiller.Run(_tiny.Options with { Epochs = 2, AfterTraining = (student, _) => modes.AddRange(student.Modes) });

        // The sample that tells the shapes; and then, twice, three steps and the validation.
        Assert.Equal([false, true, true, true, false, true, true, true, false], modes);
    }

    [Fact]
    public void A_loss_that_is_no_number_is_named_with_its_epoch_and_step()
    {
        var options = _tiny.Options with { Poison = at => at is { Epoch: 2, Step: 1 } };

        var failure = Assert.Throws<KdException>(() => TinyDistiller.Run(options));

        Assert.Equal("KD3002", failure.Id);
        Assert.Contains("The term guided.early became NaN in epoch 2, step 1 (its batch: ", failure.Message);
        Assert.False(File.Exists(Path.Combine(options.Output!, "student.safetensors")));
    }

    [Fact]
    public void Metrics_have_a_line_for_each_epoch_with_the_losses_by_term()
    {
        var options = _tiny.Options;

        TinyDistiller.Run(options);

        var lines = Metrics(options);
        Assert.Equal([1, 2, 3], lines.Select(line => line.GetProperty("epoch").GetInt32()));
        Assert.Equal(0.05, lines[0].GetProperty("learningRate").GetDouble());
        Assert.All(lines, line =>
        {
            var losses = line.GetProperty("losses").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
            Assert.Equal(TinyDistiller.Losses.Names, losses.Keys);
            Assert.Equal(0.9 * losses["response"] + 0.1 * losses["taskLoss"] + 0.5 * losses["guided.early"], losses["total"], 1e-5);
            Assert.InRange(line.GetProperty("validation").GetProperty("accuracy").GetDouble(), 0, 1);
        });
    }

    [Fact]
    public void The_summary_says_what_came_out()
    {
        var options = _tiny.Options;

        var result = TinyDistiller.Run(options);

        var summary = Summary(options);
        Assert.Equal("TinyStudent", summary.GetProperty("student").GetString());
        Assert.Equal("TinyTeacher", summary.GetProperty("teacher").GetString());
        Assert.Equal(7, summary.GetProperty("seed").GetInt32());
        Assert.Equal(3, summary.GetProperty("epochs").GetInt32());
        Assert.Equal("cpu", summary.GetProperty("device").GetString());
        Assert.Equal(result.KeptEpoch, summary.GetProperty("keptEpoch").GetInt32());

        // The adapter is trained with the student and is no part of it.
        Assert.Equal(2 * 9 + 2 + 32 * 3 + 3, summary.GetProperty("parameters").GetProperty("student").GetInt64());
        Assert.Equal(4 * 9 + 4 + 8 + 64 * 3 + 3, summary.GetProperty("parameters").GetProperty("teacher").GetInt64());
        Assert.Equal(result.Test.Value, summary.GetProperty("test").GetProperty("student").GetDouble());
        Assert.Equal(result.LastTest.Value, summary.GetProperty("test").GetProperty("last").GetDouble());
        Assert.Equal(result.Teacher!.Test.Value, summary.GetProperty("test").GetProperty("teacher").GetDouble());
        Assert.Equal(result.Validation.Value, summary.GetProperty("validation").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void The_weights_are_the_students_alone()
    {
        var result = TinyDistiller.Run(_tiny.Options);

        using var student = new TinyStudent();
        ModelWeights.Load(student, result.WeightsFile);
        Assert.Equal("student.safetensors", Path.GetFileName(result.WeightsFile));
    }

    [Fact]
    public void Imported_weights_take_the_place_of_training()
    {
        var trained = TinyDistiller.Run(_tiny.Options);
        var options = _tiny.Options with { ImportedWeights = trained.WeightsFile };

        var imported = TinyDistiller.Run(options);

        Assert.Equal(File.ReadAllBytes(trained.WeightsFile), File.ReadAllBytes(imported.WeightsFile));
        Assert.Equal((0, trained.Test, trained.Validation), (imported.KeptEpoch, imported.Test, imported.Validation));
        Assert.Empty(Metrics(options));
    }

    [Fact]
    public void Imported_weights_of_another_type_are_converted_and_the_reporter_hears_of_it()
    {
        using (var student = new TinyStudent())
        {
            student.to(ScalarType.Float64).save(_tiny["double.dat"]);
        }

        var result = TinyDistiller.Run(_tiny.Options with { ImportedWeights = _tiny["double.dat"] });

        Assert.Equal("TinyStudent: weights converted, Float64 to Float32 (4 of 4)", _tiny.Recorder.Lines[0]);
        Assert.All(SafeTensors.Read(result.WeightsFile).Values, weight => Assert.Equal(ScalarType.Float32, weight.dtype));
    }

    [Fact]
    public void Imported_weights_that_do_not_fit_are_one_line_that_names_file_and_class()
    {
        using (var teacher = new TinyTeacher())
        {
            teacher.save(_tiny["other.dat"]);
        }

        var refusal = Assert.Throws<KdException>(() => TinyDistiller.Run(_tiny.Options with { ImportedWeights = _tiny["other.dat"] }));

        Assert.Equal("KD3006", refusal.Id);
        Assert.StartsWith($"{_tiny["other.dat"]} does not hold the weights of TinyStudent: ", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.False(File.Exists(Path.Combine(_tiny.Options.Output!, "student.safetensors")));
    }

    [Fact]
    public void A_folder_holds_no_weights()
    {
        var folder = Path.GetDirectoryName(_tiny.TeacherFile)!;

        var refusal = Assert.Throws<KdException>(() => TinyDistiller.Run(_tiny.Options with { ImportedWeights = folder }));

        Assert.Equal("KD3006", refusal.Id);
        Assert.Contains(folder, refusal.Message);
    }

    [Fact]
    public void Imported_weights_that_are_missing_are_named()
    {
        var refusal = Assert.Throws<KdException>(() => TinyDistiller.Run(_tiny.Options with { ImportedWeights = _tiny["missing"] }));

        Assert.Equal("KD3005", refusal.Id);
        Assert.Contains(_tiny["missing"], refusal.Message);
    }

    [Fact]
    public void A_batch_may_be_larger_than_the_data()
    {
        var result = TinyDistiller.Run(_tiny.Options with { BatchSize = 1000 });

        Assert.InRange(result.KeptEpoch, 1, 3);
    }

    [Fact]
    public void The_reporter_hears_of_the_first_epoch_the_last_and_the_test()
    {
        TinyDistiller.Run(_tiny.Options);

        // What the first run of a process finds of its processor comes before.
        Assert.StartsWith("TinyStudent: epoch 1/3, loss ", _tiny.Recorder.Lines.Find(line => line.StartsWith("TinyStudent: ", StringComparison.Ordinal)));
        Assert.StartsWith("TinyStudent: epoch 3/3, loss ", _tiny.Recorder.Lines[^2]);
        Assert.StartsWith("TinyStudent: test accuracy ", _tiny.Recorder.Lines[^1]);
    }

    [Fact]
    public void The_reporter_hears_at_once_how_far_the_run_has_come()
    {
        var options = _tiny.Options;
        TinyDistiller.Run(options);

        var first = _tiny.Recorder.Statuses[0];
        Assert.Equal((1, 3, 1), (first.Epoch, first.Epochs, first.Step));
        Assert.InRange(first.Steps, 1, int.MaxValue);
        Assert.Equal(options.BatchSize, first.BatchSize);
        Assert.Equal(Metrics(options)[0].GetProperty("losses").EnumerateObject().Select(p => p.Name), first.Losses.Keys);
        Assert.All(first.Losses.Values, loss => Assert.True(double.IsFinite(loss)));
        Assert.Null(first.Validation);
    }

    [Theory]
    [InlineData(0, 1, 1, "training")]
    [InlineData(1, 0, 1, "validation")]
    [InlineData(1, 1, 0, "test")]
    public void No_part_of_the_data_may_be_empty(int training, int validation, int test, string part)
    {
        using var scope = NewDisposeScope();
        var data = new DistillationData<ImageBatch>(Part(training), Part(validation), Part(test));

        var refusal = Assert.Throws<KdException>(() => TrainingRun.Checked(data));

        Assert.Equal("KD3007", refusal.Id);
        Assert.Contains($"The {part} part", refusal.Message);

        static Dataset<ImageBatch> Part(int count) => Dataset.InMemory(new ImageBatch(zeros(count, 1), zeros(count, ScalarType.Int64), arange(count)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    public void Neither_epochs_nor_a_batch_may_be_empty(int epochs, int batchSize) =>
        Assert.Equal("KD1020", Assert.Throws<KdException>(() => TinyDistiller.Run(_tiny.Options with { Epochs = epochs, BatchSize = batchSize })).Id);

    public void Dispose() => _tiny.Dispose();

    private static List<JsonElement> Metrics(TinyDistiller.Options options) =>
        [.. File.ReadLines(Path.Combine(options.Output!, "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];

    private static JsonElement Summary(TinyDistiller.Options options) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(options.Output!, "summary.json"))).RootElement;
}
