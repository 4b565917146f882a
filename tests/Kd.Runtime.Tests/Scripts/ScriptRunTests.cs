using Kd.Data;
using Kd.Losses;
using Kd.Metrics;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Scripts;

/// <summary>What runs do with a teacher that is a TorchScript file: judge it, hand it on as it is, and learn from it.</summary>
public sealed class ScriptRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TaskLoss _taskLoss = new();

    [Fact]
    public void A_teachers_run_judges_it_and_hands_it_on_as_it_is()
    {
        var result = Run(TinyScript.File, new TinyScriptTeacher());

        Assert.Equal(_folder["run/teacher.pt"], result.WeightsFile);
        Assert.Equal(File.ReadAllBytes(TinyScript.File), File.ReadAllBytes(result.WeightsFile));
        Assert.Equal((0, 243), (result.Epochs, result.Parameters));
        Assert.InRange(result.Test.Value, 0.01, 1);
        Assert.True(double.IsFinite(result.Validation.Loss));
    }

    [Fact]
    public void One_that_fails_leaves_no_result()
    {
        TinyScript.Write(_folder["wrong.pt"], "Tensor", "torch.reshape(LOGITS, [64, 3])");

        var refusal = Assert.Throws<KdException>(() => Run(_folder["wrong.pt"], new TinyScriptTeacher()));

        Assert.Equal("KD3014", refusal.Id);
        Assert.Empty(Directory.GetFiles(_folder["run"], "teacher.*"));
    }

    [Fact]
    public void A_file_that_is_missing_is_told_where_it_should_be()
    {
        var refusal = Assert.Throws<KdException>(() => Run(_folder["missing.pt"], new TinyScriptTeacher()));

        Assert.Equal("KD3005", refusal.Id);
        Assert.Contains(_folder["missing.pt"], refusal.Message);
    }

    [Fact]
    public void A_students_run_has_it_frozen()
    {
        var options = new TinyDistiller.Options { Output = _folder["run"], Weights = new Dictionary<string, string> { ["TinyScriptTeacher"] = TinyScript.File } };
        using var run = TrainingRun.Begin<TinyDistiller.Losses>("TinyStudent", StageRole.Student, options);

        var teacher = run.Frozen(new TinyScriptTeacher(), "TinyScriptTeacher");

        Assert.NotEmpty(teacher.parameters());
        Assert.DoesNotContain(teacher.parameters(), parameter => parameter.requires_grad);
        using var scope = NewDisposeScope();
        Assert.False(teacher.call(ones(2, 1, 4, 4, device: CPU)).requires_grad);
    }

    [Fact]
    public void Without_a_named_file_it_is_looked_for_where_Distill_leaves_it()
    {
        using var run = TrainingRun.Begin<TinyDistiller.Losses>("TinyStudent", StageRole.Student, new TinyDistiller.Options { Output = _folder["run"] });

        var refusal = Assert.Throws<KdException>(() => run.Frozen(new TinyScriptTeacher(), "TinyScriptTeacher"));

        Assert.Equal("KD3005", refusal.Id);
        Assert.Contains(Path.Combine(AppContext.BaseDirectory, "distilled", "TinyScriptTeacher", "teacher.pt"), refusal.Message);
    }

    public void Dispose()
    {
        _taskLoss.Dispose();
        _folder.Dispose();
    }

    private RunResult Run(string file, TinyScriptTeacher script)
    {
        var options = new TinyDistiller.Options { Output = _folder["run"], ImportedWeights = file, Reporter = new Recorder() };
        using var run = TrainingRun.Begin<TinyDistiller.Losses>("TinyScriptTeacher", StageRole.Teacher, options);
        var model = run.Trained(script);
        Assert.False(run.HasEpoch(1));
        return run.Finish(TinyData.Make(), [(model, Evaluate)]);

        Evaluation Evaluate(Dataset<ImageBatch> data)
        {
            var metric = new Accuracy();
            return run.Evaluate(data, metric, batch =>
            {
                var predictions = model.call(batch.Images);
                metric.Update(predictions, batch.Labels);
                return _taskLoss.Forward(predictions, batch.Labels);
            });
        }
    }
}
