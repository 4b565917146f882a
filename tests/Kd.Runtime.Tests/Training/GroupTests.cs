using System.Text.Json;
using Kd.Data;
using Kd.IO;
using Kd.Metrics;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Training;

/// <summary>Several models that one run trains.</summary>
public sealed class GroupTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Fact]
    public void An_optimizer_changes_the_parameters_of_its_model_alone()
    {
        using var loop = new TinyLoop(_tiny.Options with { Epochs = 1, BatchSize = 45 }, "pair");
        var (slow, fast) = (Linear(1, 2), Linear(1, 3));
        loop.Learner(slow, "Slow", rate: 0.25);
        loop.Learner(fast, "Fast", rate: 0.5);
        var (slowBefore, fastBefore) = (Tensors.Numbers(slow.weight!), Tensors.Numbers(fast.weight!));

        // The gradient of each weight is 1, of both models in one total.
        foreach (var _ in loop.Run.Steps(loop.Data.Train, 1))
        {
            using var step = NewDisposeScope();
            loop.Run.Optimize(new TinyLoop.Losses(slow.weight!.sum().add(fast.weight!.sum(), 1)));
        }

        Assert.Equal(slowBefore.Select(w => (double)((float)w - 0.25f)), Tensors.Numbers(slow.weight!));
        Assert.Equal(fastBefore.Select(w => (double)((float)w - 0.5f)), Tensors.Numbers(fast.weight!));
    }

    [Fact]
    public void Parts_learn_with_the_model_that_owns_them_alone()
    {
        using var loop = new TinyLoop(_tiny.Options, "pair");
        var (one, other) = (loop.Run.Trained(Linear(1, 1), "One"), loop.Run.Trained(Linear(1, 1), "Other"));
        var part = loop.Run.Own(one, "part", Linear(2, 2));

        Assert.Equal(Handles(one.parameters().Concat(part.parameters())), Handles(loop.Run.ParametersOf(one)));
        Assert.Equal(Handles(other.parameters()), Handles(loop.Run.ParametersOf(other)));

        static IEnumerable<IntPtr> Handles(IEnumerable<Tensor> tensors) => tensors.Select(t => t.Handle);
    }

    [Fact]
    public void What_nobody_owns_does_not_move()
    {
        using var loop = new TinyLoop(_tiny.Options);
        using var outside = Linear(3, 3);
        var student = loop.Learner(Small(1));
        var before = Tensors.Bytes(outside);

        loop.Train(batch => functional.cross_entropy(outside.call(student.call(batch.Images)), batch.Labels), student);

        Assert.Equal(before, Tensors.Bytes(outside));
    }

    [Fact]
    public void A_model_learns_in_a_group_as_it_does_alone_if_nothing_ties_it_to_the_others()
    {
        var options = _tiny.Options;
        byte[] alone;
        using (var loop = new TinyLoop(options))
        {
            var model = loop.Learner(Small(1));
            loop.Train(batch => TinyLoop.TaskLoss(model, batch), model);
            alone = File.ReadAllBytes(loop.Finish(model).WeightsFile);
        }

        using (var loop = new TinyLoop(options with { Output = _tiny["group"] }, "pair"))
        {
            var (model, other) = (loop.Learner(Small(1), "One"), loop.Learner(Small(2), "Other", rate: 0.5));
            loop.Train(batch => TinyLoop.TaskLoss(model, batch).add(TinyLoop.TaskLoss(other, batch), 1), model, other);
            Assert.Equal(alone, File.ReadAllBytes(loop.Finish(model, other).WeightsFile));
        }
    }

    [Fact]
    public void Each_model_has_a_folder_with_all_that_a_run_of_its_own_would_leave()
    {
        var options = _tiny.Options with { Epochs = 2 };
        using var loop = new TinyLoop(options, "pair");
        var (student, other) = (loop.Learner(new TinyStudent(), "TinyStudent"), loop.Learner(new TinyTeacher(), "TinyTeacher"));

        loop.Train(batch => TinyLoop.TaskLoss(student, batch).add(TinyLoop.TaskLoss(other, batch), 1), student, other);
        var result = loop.Finish(student, other);

        var peer = Assert.Single(result.Peers);
        Assert.Equal(("TinyStudent", "TinyTeacher"), (result.Peer, peer.Peer));
        ModelWeights.Load(student, Path.Combine(options.Output!, "TinyStudent", "student.safetensors"));
        ModelWeights.Load(other, Path.Combine(options.Output!, "TinyTeacher", "student.safetensors"));
        Assert.Equal(["kd.lock.json", "TinyStudent", "TinyTeacher"], Directory.EnumerateFileSystemEntries(options.Output!).Select(Path.GetFileName).Order(StringComparer.OrdinalIgnoreCase));
        foreach (var one in new[] { result, peer })
        {
            var folder = Path.Combine(options.Output!, one.Peer!);
            var summary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "summary.json"))).RootElement;
            Assert.Equal(one.Peer, summary.GetProperty("student").GetString());
            Assert.Equal(one.Test.Value, summary.GetProperty("test").GetProperty("student").GetDouble());
            Assert.Equal(2, File.ReadLines(Path.Combine(folder, "metrics.jsonl")).Count());
            Assert.Equal(Path.Combine(folder, "student.safetensors"), one.WeightsFile);
        }
    }

    [Theory]
    [InlineData(0, 1, 2, 2, new[] { 2, 1, 0 })]
    [InlineData(1, 2, 0, 1, new[] { 1, 0, 2 })]
    [InlineData(2, 1, 0, 0, new[] { 0, 1, 2 })]
    [InlineData(2, 2, 2, 0, new[] { 0, 1, 2 })]
    public void Of_copies_the_best_has_the_name_of_the_class(int first, int second, int third, int best, int[] places)
    {
        var options = _tiny.Options with { Epochs = 1 };
        string[] names = ["Copy", "Copy.2", "Copy.3"];
        int[] right = [first, second, third];
        using var loop = new TinyLoop(options, "copies");
        var copies = names.Select((name, i) => (Model: loop.Learner(Constant(i), name), Right: right[i])).ToArray();
        var learners = copies.Select(c => (Model: (nn.Module)c.Model, Evaluate: Scripted(loop.Run, c.Right))).ToArray();

        foreach (var _ in loop.Run.Steps(loop.Data.Train, 1))
        {
            using var step = NewDisposeScope();
            loop.Run.Optimize(new TinyLoop.Losses(stack(copies.Select(c => c.Model.weight!.mul(0).sum())).sum()));
        }

        loop.Run.Validate(1, loop.Data.Validation, learners);
        var result = loop.Run.Finish(loop.Data, learners);

        Assert.Equal(right.Max() / 15.0, result.Validation.Value);
        Assert.Equal(best, Weight(result.WeightsFile));
        Assert.Equal(names, result.Peers.Prepend(result).Select(r => r.Peer));
        Assert.Equal(places, names.Select(name => Weight(Path.Combine(options.Output!, name, "student.safetensors"))));
        Assert.Equal(
            places.Select(i => right[i] / 15.0),
            names.Select(name => JsonDocument.Parse(File.ReadAllText(Path.Combine(options.Output!, name, "metrics.jsonl"))).RootElement.GetProperty("validation").GetProperty("accuracy").GetDouble()));
    }

    [Fact]
    public void A_group_stops_when_none_of_its_models_becomes_better()
    {
        Assert.Equal(4, Trained([1, 1, 1, 1, 1], [1, 2, 2, 2, 2], patience: 2));
        Assert.Equal(3, Trained([1, 1, 1, 1, 1], [1, 1, 1, 2, 2], patience: 2));
        Assert.Equal(5, Trained([1, 2, 2, 2, 2], [1, 1, 1, 1, 2], patience: 3));
    }

    [Fact]
    public void A_model_without_a_rule_is_trained_to_the_end() => Assert.Equal(5, Trained([1, 1, 1, 1, 1], [1, 1, 1, 1, 1], patience: null));

    [Fact]
    public void One_line_tells_of_all()
    {
        using var loop = new TinyLoop(_tiny.Options with { Epochs = 1 }, "pair");
        var (one, other) = (loop.Learner(Small(1), "One"), loop.Learner(Small(2), "Other"));

        loop.Train(batch => TinyLoop.TaskLoss(one, batch).add(TinyLoop.TaskLoss(other, batch), 1), one, other);
        var result = loop.Finish(one, other);

        Assert.Matches(@"^pair: epoch 1/1, loss \d\.\d{4}, validation One accuracy 0\.\d{4} \(best 0\.\d{4} in epoch 1\), Other accuracy 0\.\d{4} \(best 0\.\d{4} in epoch 1\)$", _tiny.Recorder.Lines[0]);
        Assert.Equal(FormattableString.Invariant($"pair: test One accuracy {result.Test.Value:F4}, Other accuracy {result.Peers[0].Test.Value:F4}"), _tiny.Recorder.Lines[1]);
    }

    [Fact]
    public void Several_teachers_are_listed()
    {
        var options = _tiny.Options with { Epochs = 1 };
        using var loop = new TinyLoop(options);
        var student = loop.Learner(Small(1));
        var (first, second) = (loop.Run.Frozen(new TinyTeacher(), "TinyTeacher"), loop.Run.Frozen(new TinyTeacher(), "TinyTeacher"));

        loop.Train(batch => TinyLoop.TaskLoss(student, batch), student);
        var result = loop.Run.Finish(
            loop.Data,
            [(student, part => loop.Evaluate(student, part))],
            [("First", first, part => loop.Evaluate(first, part)), ("Second", second, Scripted(loop.Run, 3))],
            ensemble: Scripted(loop.Run, 6));

        Assert.Equal(["First", "Second"], result.Teachers.Select(t => t.Name));
        Assert.Equal("First", result.Teacher!.Name);
        Assert.Equal(6 / 12.0, result.Ensemble!.Value.Value);
        var summary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(options.Output!, "summary.json"))).RootElement;
        Assert.Equal("First", summary.GetProperty("teacher").GetString());
        Assert.Equal(result.Teachers.Select(t => (t.Name, t.Test.Value)), summary.GetProperty("teachers").EnumerateArray().Select(t => (t.GetProperty("name").GetString()!, t.GetProperty("test").GetDouble())));
        Assert.Equal(6 / 12.0, summary.GetProperty("test").GetProperty("ensemble").GetDouble());
    }

    [Fact]
    public void A_model_that_the_run_does_not_train_owns_nothing()
    {
        using var loop = new TinyLoop(_tiny.Options);
        using var stranger = Linear(1, 1);

        Assert.Throws<ArgumentException>(() => loop.Run.Own(stranger, "part", Linear(1, 1)));
    }

    public void Dispose() => _tiny.Dispose();

    private static Module<Tensor, Tensor> Small(int seed)
    {
        manual_seed(seed);
        return Sequential(Flatten(), Linear(16, 3));
    }

    private static TorchSharp.Modules.Linear Constant(int value)
    {
        var layer = Linear(1, 1, hasBias: false);
        using var gradients = no_grad();
        layer.weight!.fill_(value);
        return layer;
    }

    private static int Weight(string file)
    {
        using var weight = SafeTensors.Read(file)["weight"];
        return (int)weight.item<float>();
    }

    /// <summary>What is right in so many samples, whatever the model.</summary>
    private static Func<Dataset<ImageBatch>, Evaluation> Scripted(TrainingRun run, int right) => part =>
    {
        var metric = new Accuracy();
        return run.Evaluate(part, metric, batch =>
        {
            var isRight = arange(batch.Labels.size(0)).less(right);
            metric.Update(functional.one_hot(where(isRight, batch.Labels, (batch.Labels + 1) % 3), 3).to(ScalarType.Float32), batch.Labels);
            return zeros(1);
        });
    };

    private int Trained(int[] first, int[] second, int? patience)
    {
        using var loop = new TinyLoop(_tiny.Options with { Epochs = first.Length }, "pair");
        var one = loop.Learner(Constant(1), "One", stopping: new EarlyStopping(patience ?? 1));
        var other = loop.Learner(Constant(2), "Other", stopping: patience is { } p ? new EarlyStopping(p) : null);
        for (var epoch = 1; loop.Run.HasEpoch(epoch); epoch++)
        {
            foreach (var _ in loop.Run.Steps(loop.Data.Train, epoch))
            {
                using var step = NewDisposeScope();
                loop.Run.Optimize(new TinyLoop.Losses(one.weight!.sum().add(other.weight!.sum(), 1)));
            }

            loop.Run.Validate(epoch, loop.Data.Validation, (one, Scripted(loop.Run, first[epoch - 1])), (other, Scripted(loop.Run, second[epoch - 1])));
        }

        return loop.Run.Finish(loop.Data, [(one, Scripted(loop.Run, 1)), (other, Scripted(loop.Run, 1))]).Epochs;
    }
}
