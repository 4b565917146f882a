using Kd.Data;
using Kd.Exactness;
using Kd.Reporting;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Ends a run: reads the test part, and writes the weights that are kept and what came out.</summary>
/// <param name="Name">The run's name.</param>
/// <param name="Options">What it did.</param>
/// <param name="Device">What it ran on.</param>
/// <param name="Participants">Who took part.</param>
internal sealed record RunEnd(string Name, RunOptions Options, Device Device, Participants Participants)
{
    /// <summary>The epochs whose weights are wanted beside those that are kept.</summary>
    public int[] Checkpoints { get; init; } = [];

    /// <summary>Whether another stage goes on with what losses and adapters have learned.</summary>
    public bool KeepsParts { get; init; }

    /// <summary>Tells what came out; nothing for a check.</summary>
    public RunProgress? Progress { get; init; }

    /// <summary>Listens to what models say of the test part.</summary>
    public required PredictionLog Predictions { get; init; }

    /// <inheritdoc cref="TrainingRun.Finish"/>
    public RunResult Finish<TBatch>(
        DistillationData<TBatch> data,
        (nn.Module Model, Func<Dataset<TBatch>, Evaluation> Evaluate)[] learners,
        (string Name, nn.Module Model, Func<Dataset<TBatch>, Evaluation> Evaluate)[]? teachers,
        Func<Dataset<TBatch>, Evaluation>? ensemble,
        RunRecord record)
        where TBatch : IBatch<TBatch>
    {
        var (epochs, trained) = (Participants.Epoch, Participants.Learners);
        Participants.Evaluate();
        var judged = learners.Select(l => (Learner: Participants.Of(l.Model), l.Evaluate)).ToList();
        var said = new Dictionary<Learner, Predictions?>();
        var last = judged.ToDictionary(l => l.Learner, Test);
        if (epochs > 0)
        {
            trained.ForEach(learner => learner.Selection.Restore(learner.Model));
            var names = trained.ConvertAll(learner => learner.Name);
            Learner.NameTheBest(trained);
            judged = [.. judged.OrderBy(l => names.IndexOf(l.Learner.Name))];
        }

        var judgedTeachers = (teachers ?? []).Select(t => (t.Name, t.Model, Test: Predictions.Record(() => t.Evaluate(data.Test)))).ToList();
        var taught = judgedTeachers.ConvertAll(t => new TeacherResult(t.Name, t.Test.Evaluation, Count(t.Model)));
        var together = ensemble?.Invoke(data.Test);
        var results = judged.ConvertAll(l =>
        {
            var (learner, evaluate) = l;
            PutCheckpoints(learner, epochs);
            var (test, validation) = epochs > 0 ? (Test(l), learner.Selection.Kept) : (last[learner], evaluate(data.Validation));
            if (KeepsParts)
            {
                learner.WriteParts();
            }

            var result = new RunResult(Name, test, last[learner], validation, epochs, learner.Selection.KeptEpoch, Count(learner.Model), learner.WriteWeights())
            {
                Peer = learner.Name,
                Teachers = taught,
                Ensemble = together,
            };
            learner.WriteSummary(Options, result, Device);
            return result;
        });
        Progress?.Tested(judged.Zip(results, (l, result) => (l.Learner, result.Test)));
        if (!Options.IsCheck)
        {
            record.Write(new RunFolders(Name, Options).Results(peer: null), data);
            var teacher = judgedTeachers.Count > 0 ? judgedTeachers[0] : default;
            judged.ForEach(l => WriteForReport(l.Learner, l.Evaluate, data.Test, said[l.Learner], teacher.Test.Predictions, teacher.Name));
        }

        return results[0] with { Peers = results[1..] };

        Evaluation Test((Learner Learner, Func<Dataset<TBatch>, Evaluation> Evaluate) one)
        {
            (var test, said[one.Learner]) = Predictions.Record(() => one.Evaluate(data.Test));
            return test;
        }
    }

    // All that matters is written: what goes wrong here is no reason to lose it.
    private void WriteForReport<TBatch>(
        Learner learner, Func<Dataset<TBatch>, Evaluation> evaluate, Dataset<TBatch> test, Predictions? own, Predictions? teacher, string? teacherName)
        where TBatch : IBatch<TBatch>
    {
        try
        {
            if (own is not null)
            {
                learner.WriteJson(PredictionSummary.FileName, PredictionSummary.Of(own, teacher, teacherName, test));
            }

            if (Device.type == DeviceType.CPU && Latency.Of(learner.Model, evaluate, test) is { } latency)
            {
                learner.WriteJson(Latency.FileName, latency);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Options.Reporter.Progress($"{learner.Title}: its report will say less: {e.Message}");
        }
    }

    // A check has left all of them already.
    private void PutCheckpoints(Learner learner, int epochs)
    {
        if (Options.IsCheck)
        {
            return;
        }

        foreach (var epoch in Checkpoints)
        {
            if (epoch <= epochs)
            {
                learner.PutCheckpoint(epoch);
            }
            else
            {
                learner.RemoveCheckpoint(epoch);
            }
        }
    }

    private static long Count(nn.Module model) => model.parameters().Sum(parameter => parameter.numel());
}
