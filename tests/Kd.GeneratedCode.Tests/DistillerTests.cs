using System.Text.Json;
using Kd.IO;
using Kd.Metrics;
using Kd.Training;
using TorchSharp;

namespace Kd.GeneratedCode.Tests;

public sealed class DistillerTests : IDisposable
{
    private readonly Runs _runs = new();
    private readonly RunResult _teacher;

    public DistillerTests() => _teacher = _runs.Teacher();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var first = Bytes(_runs.Student(_teacher));

        Assert.Equal(first, Bytes(_runs.Student(_teacher, "again")));
        Assert.NotEqual(first, Bytes(_runs.Student(_teacher, "other", o => o with { Seed = 3 })));
    }

    [Fact]
    public void The_total_is_the_weighted_sum_of_the_terms()
    {
        _runs.Student(_teacher);

        Assert.Equal(["taskLoss", "response", "margin", "guided.body", "similarityPreserving.body", "total"], MaskedStudentDistiller.Losses.Names);
        foreach (var line in File.ReadAllLines(Path.Combine(_runs.Folder("student"), "metrics.jsonl")))
        {
            var losses = JsonDocument.Parse(line).RootElement.GetProperty("losses").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
            var sum = (0.5 * losses["taskLoss"]) + (0.25 * losses["response"]) + (0.125 * losses["margin"])
                + (0.75 * losses["guided.body"]) + (2 * losses["similarityPreserving.body"]);
            Assert.Equal(sum, losses["total"], 1e-5);
        }
    }

    [Fact]
    public void The_exported_student_has_its_own_parameters_and_no_adapter()
    {
        var result = _runs.Student(_teacher);
        var tensors = SafeTensors.Read(result.WeightsFile);

        Assert.Equal(["base.0.bias", "base.0.weight", "head.bias", "head.weight"], tensors.Keys.Order());
        Assert.Equal((6 * 4) + 4 + (4 * 2) + 2, result.Parameters);
    }

    [Fact]
    public void The_teacher_teaches_in_evaluation_mode_without_gradients_and_is_never_changed()
    {
        var states = new HashSet<(bool Training, bool Gradients, double Parameters, double Statistics)>();
        MaskedTeacher.Called = teacher => states.Add((teacher.training, torch.is_grad_enabled(), Sum(teacher.parameters()), Sum(teacher.buffers())));
        try
        {
            var result = _runs.Student(_teacher);
            Assert.Equal(_teacher.Test, result.Teacher!.Test);
        }
        finally
        {
            MaskedTeacher.Called = null;
        }

        var (training, gradients, _, _) = Assert.Single(states);
        Assert.Equal((false, false), (training, gradients));
    }

    [Fact]
    public void The_adapters_are_trained_with_the_student()
    {
        Recording.Changed.Clear();

        var result = _runs.Assistant(_teacher);

        // The one term is about the features, so that the head has nothing to learn.
        string[] body = ["8", "8x6"], adapter = ["16", "16x8"];
        Assert.Equal(body.Concat(adapter).ToHashSet(), Recording.Changed);
        Assert.Equal(4, SafeTensors.Read(result.WeightsFile).Count);
    }

    [Fact]
    public void A_teacher_assistant_learns_and_then_teaches()
    {
        var result = _runs.Last(_runs.Assistant(_teacher));

        Assert.Equal(nameof(MaskedAssistant), result.Teacher!.Name);
        Assert.Equal(["response", "guided.middle", "total"], LastStudentDistiller.Losses.Names);
    }

    [Fact]
    public void A_teacher_assistant_teaches_from_where_Distill_leaves_it()
    {
        var results = Path.Combine(AppContext.BaseDirectory, "distilled", nameof(MaskedAssistant));
        var missing = Assert.Throws<KdException>(() => _runs.Last());
        Directory.CreateDirectory(results);
        try
        {
            var assistant = _runs.Assistant(_teacher);
            File.Copy(assistant.WeightsFile, Path.Combine(results, "student.safetensors"));

            Assert.Equal(assistant.Test, _runs.Last().Teacher!.Test);
        }
        finally
        {
            Directory.Delete(results, recursive: true);
        }

        Assert.Equal("KD3005", missing.Id);
        Assert.Contains(Path.Combine(results, "student.safetensors"), missing.Message);
    }

    [Fact]
    public void What_a_run_leaves_is_what_the_program_loads()
    {
        var result = _runs.Student(_teacher);
        var results = Path.Combine(AppContext.BaseDirectory, "distilled", nameof(MaskedStudent));
        Directory.CreateDirectory(results);
        try
        {
            File.Copy(result.WeightsFile, Path.Combine(results, Path.GetFileName(result.WeightsFile)));
            using var scope = torch.NewDisposeScope();
            using var student = MaskedStudent.LoadDistilled();
            var test = MaskedData.Load(new("")).Test;
            var all = test.Read(torch.arange(test.Count, torch.ScalarType.Int64));
            var metric = new Accuracy();
            metric.Update(student.call(all.Mask, all.Values), all.Labels);

            Assert.False(student.training);
            Assert.Equal(result.Test.Value, metric.Compute());
        }
        finally
        {
            Directory.Delete(results, recursive: true);
        }
    }

    [Fact]
    public void A_run_leaves_no_tensor_behind()
    {
        // TorchSharp never takes the tensor that a parameter is made of from its count: what models alone add is no leak.
        var models = Added(() =>
        {
            using var student = new MaskedStudent();
            using var teacher = new MaskedTeacher();
            using var adapter = torch.nn.Linear(4, 16);
        });

        Assert.Equal(models, Added(() => _runs.Student(_teacher)));
        Assert.Equal(models, Added(() => _runs.Student(_teacher, "longer", o => o with { Epochs = 12 })));
    }

    [Fact]
    public void A_term_of_weight_zero_changes_nothing_but_its_own_value()
    {
        var without = _runs.Student(_teacher, "without", o => o with { MarginWeight = 0 });
        var slack = _runs.Student(_teacher, "slack", o => o with { MarginWeight = 0, MarginSlack = 0.5 });

        Assert.Equal(Bytes(without), Bytes(slack));
        Assert.NotEqual(Bytes(without), Bytes(_runs.Student(_teacher, "with", o => o with { MarginSlack = 0.5 })));
    }

    [Fact]
    public void The_baseline_begins_with_the_same_weights_and_learns_from_the_labels_alone()
    {
        var result = _runs.Baseline();
        var losses = JsonDocument.Parse(File.ReadLines(Path.Combine(_runs.Folder("baseline"), "metrics.jsonl")).First()).RootElement.GetProperty("losses");

        Assert.Null(result.Teacher);
        Assert.Equal(["taskLoss", "total"], losses.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void A_teacher_without_weights_and_a_student_without_results_say_what_to_do()
    {
        var missing = Assert.Throws<KdException>(() => _runs.Student(_teacher with { WeightsFile = _runs.Folder("nothing.safetensors") }));
        var notYet = Assert.Throws<KdException>(MaskedStudent.LoadDistilled);

        Assert.Equal(("KD3005", "KD3005"), (missing.Id, notYet.Id));
        Assert.Contains("dotnet build -t:Distill", notYet.Message);
    }

    private static double Sum(IEnumerable<torch.Tensor> tensors)
    {
        using var scope = torch.NewDisposeScope();
        return tensors.Sum(tensor => tensor.to_type(torch.ScalarType.Float64).sum().ToDouble());
    }

    private static byte[] Bytes(RunResult result) => File.ReadAllBytes(result.WeightsFile);

    private static long Added(Action action)
    {
        var before = LiveTensors();
        action();
        return LiveTensors() - before;
    }

    private static long LiveTensors()
    {
        // The tensors of a data set are the user's and go with the garbage collector.
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return torch.Tensor.TotalCount;
    }
}
