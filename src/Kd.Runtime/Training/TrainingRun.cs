using System.Diagnostics;
using Kd.Data;
using Kd.IO;
using Kd.Metrics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// One training run: what stays the same whatever is trained. The generated loop calls it, step by step, from one thread.
/// </summary>
public sealed class TrainingRun : IDisposable
{
    private static readonly TimeSpan _progressInterval = TimeSpan.FromSeconds(1);
    private readonly string _name;
    private readonly RunOptions _options;
    private readonly RunArtifacts _artifacts;
    private readonly LossHistory _losses;
    private readonly SampleOrder _order;
    private readonly EpochSelection _selection;
    private readonly List<nn.Module> _frozen = [];
    private readonly List<nn.Module> _trained = [];
    private readonly List<TermWeight> _weights = [];
    private readonly Func<Tensor, Tensor> _toDevice;
    private readonly Stopwatch _sinceProgress = new();
    private readonly Stopwatch _sinceEpoch = new();
    private Optimizer? _optimizer;
    private Schedule? _schedule;
    private EarlyStopping? _stopping;
    private int _epoch;

    private TrainingRun(string name, StageRole role, RunOptions options, IReadOnlyList<string> terms)
    {
        Setting.RequireAtLeastOne("train.epochs", options.Epochs);
        Setting.RequireAtLeastOne("train.batchSize", options.BatchSize);
        _name = name;
        _options = options;
        Device = Devices.Choose(options.Device);
        _toDevice = tensor => tensor.to(Device);
        _losses = new(terms, Device);
        _order = new(options.Seed, options.BatchSize);
        _selection = new(options.Keep);
        _artifacts = new(options.Output ?? DistilledModel.Folder(name), role);
        options.Reporter.Enter(RunPhase.Preparation);
        Devices.Seed(options.Seed, Device);
    }

    /// <summary>The device that everything is on.</summary>
    public Device Device { get; }

    /// <summary>What the data method is told.</summary>
    public DataContext Data => new(_options.DataPath);

    /// <summary>The parameters of all that is trained: the model, and the adapters and losses that have any.</summary>
    public IEnumerable<Parameter> Parameters => _trained.SelectMany(module => module.parameters());

    private bool IsStopped => _stopping?.EndsAfter(_epoch, _selection.BestEpoch) is true;

    private nn.Module Model => _trained[0];

    /// <summary>Begins a run and seeds the random numbers.</summary>
    /// <param name="name">The stage's name.</param>
    /// <param name="role">What the stage trains.</param>
    /// <param name="options">What to do and where.</param>
    /// <typeparam name="TLosses">The generated losses.</typeparam>
    /// <exception cref="KdException">The device cannot be used.</exception>
    public static TrainingRun Begin<TLosses>(string name, StageRole role, RunOptions options)
        where TLosses : ILosses => new(name, role, options, TLosses.Names);

    /// <summary>Takes the data that the run is about.</summary>
    /// <param name="data">What the data method gave.</param>
    /// <returns>The data.</returns>
    /// <exception cref="KdException">A part has no samples (KD3007).</exception>
    public static DistillationData<TBatch> Checked<TBatch>(DistillationData<TBatch> data)
        where TBatch : IBatch<TBatch>
    {
        foreach (var (part, name) in new[] { (data.Train, "training"), (data.Validation, "validation"), (data.Test, "test") })
        {
            if (part.Count == 0)
            {
                throw new KdException("KD3007", $"The {name} part of the data has no samples. Each of the three parts needs some.");
            }
        }

        return data;
    }

    /// <summary>One more than the largest sample id, which a memory of all samples has to have room for.</summary>
    /// <param name="data">The samples.</param>
    public static long SampleCount<TBatch>(Dataset<TBatch> data)
        where TBatch : IBatch<TBatch>
    {
        const long atOnce = 1024;
        long count = 0;
        for (long begin = 0; begin < data.Count; begin += atOnce)
        {
            using var scope = NewDisposeScope();
            var batch = data.Read(arange(begin, Math.Min(begin + atOnce, data.Count), ScalarType.Int64, CPU));
            count = Math.Max(count, batch.SampleIds.max().ToInt64() + 1);
        }

        return count;
    }

    /// <summary>Takes the model that is trained, to the device. To be called before <see cref="Own"/>.</summary>
    /// <param name="model">The model, just made.</param>
    /// <returns>The model, in evaluation mode until the first epoch.</returns>
    public T Trained<T>(T model)
        where T : nn.Module
    {
        if (_options.ImportedWeights is { } file)
        {
            LoadWeights(model, file);
        }

        return AddTrained(model, training: false);
    }

    /// <summary>Takes a loss or an adapter, to the device; what it has to learn is trained with the model.</summary>
    /// <param name="part">The loss or adapter, just made.</param>
    public T Own<T>(T part)
        where T : nn.Module => AddTrained(part, training: true);

    /// <summary>Makes a term's weight that changes from epoch to epoch.</summary>
    /// <param name="weight">The full weight.</param>
    /// <param name="warmUpEpochs">In how many epochs it is reached, at least 0.</param>
    /// <param name="warmUp">How it is reached.</param>
    /// <param name="endWeight">What it has become in the last epoch; NaN if it stays.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of epochs is negative.</exception>
    public TermWeight Weight(double weight, int warmUpEpochs, WarmUpShape warmUp, double endWeight)
    {
        var changing = new TermWeight(weight, warmUpEpochs, warmUp, endWeight);
        _weights.Add(changing);
        return changing;
    }

    /// <summary>Takes a teacher: its weights are loaded, it is on the device, in evaluation mode and without gradients.</summary>
    /// <param name="model">The teacher, just made.</param>
    /// <param name="stage">The stage that trains it.</param>
    /// <exception cref="KdException">Its weights are missing (KD3005), damaged or another model's (KD3006).</exception>
    public T Frozen<T>(T model, string stage)
        where T : nn.Module
    {
        LoadWeights(model, _options.Weights.GetValueOrDefault(stage) ?? DistilledModel.WeightsFile(model, stage));
        model.to(Device);
        model.eval();
        foreach (var parameter in model.parameters())
        {
            parameter.requires_grad_(false);
        }

        _frozen.Add(model);
        return model;
    }

    /// <summary>Takes the optimizer of <see cref="Parameters"/>, the schedule of its learning rate and when to stop.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="stopping">What ends the training before its last epoch, if anything does.</param>
    public void Use(Optimizer optimizer, Schedule schedule, EarlyStopping? stopping = null) =>
        (_optimizer, _schedule, _stopping) = (optimizer, schedule, stopping);

    /// <summary>Reads one sample, to learn the shapes that a model makes of it. To be called in a dispose scope.</summary>
    /// <param name="data">The samples.</param>
    public TBatch Sample<TBatch>(Dataset<TBatch> data)
        where TBatch : IBatch<TBatch> => data.Read(zeros(1, ScalarType.Int64, CPU)).Map(_toDevice);

    /// <summary>
    /// Whether there is an epoch to be trained: none is if the model's weights are imported, none more after an early stop.
    /// </summary>
    /// <param name="epoch">The epoch, from 1.</param>
    public bool HasEpoch(int epoch) => _options.ImportedWeights is null && epoch <= _options.Epochs && !IsStopped;

    /// <summary>Begins an epoch and goes through its steps.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    public IEnumerable<StepContext> Steps<TBatch>(Dataset<TBatch> data, int epoch)
        where TBatch : IBatch<TBatch>
    {
        _sinceEpoch.Restart();
        _optimizer!.Scale(_schedule!.Factor(epoch, _options.Epochs));
        _weights.ForEach(weight => weight.Begin(epoch, _options.Epochs));
        Model.train();
        var steps = _order.Shuffle(data.Count, epoch);
        _losses.Begin(steps);
        for (var step = 0; step < steps; step++)
        {
            _options.Reporter.Enter(RunPhase.Training, epoch, step);
            yield return new(epoch, step, (epoch - 1 + (double)step / steps) / _options.Epochs);
        }
    }

    /// <summary>Reads a step's batch, to the device. To be called in the step's dispose scope.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="at">The step.</param>
    public TBatch Read<TBatch>(Dataset<TBatch> data, StepContext at)
        where TBatch : IBatch<TBatch> => data.Read(_order.Batch(at.Step)).Map(_toDevice);

    /// <summary>Changes the parameters along the gradients of the losses' total, and notes the losses.</summary>
    /// <param name="losses">The step's losses.</param>
    public void Optimize<TLosses>(in TLosses losses)
        where TLosses : ILosses
    {
        losses.Total.backward();
        _optimizer!.Step();
        _losses.Add(losses.Values());
    }

    /// <summary>Evaluates a model without gradients.</summary>
    /// <param name="data">The samples; at least one.</param>
    /// <param name="metric">A new metric.</param>
    /// <param name="update">Adds a batch to the metric and gives its mean task loss.</param>
    public Evaluation Evaluate<TBatch>(Dataset<TBatch> data, Metric metric, Func<TBatch, Tensor> update)
        where TBatch : IBatch<TBatch> => Evaluation.Of(data, Device, metric, update);

    /// <summary>Ends an epoch: validates the model and keeps its weights if they are the best so far.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="data">The validation part.</param>
    /// <param name="evaluate">Evaluates the trained model.</param>
    /// <exception cref="KdException">A loss of the epoch is not finite (KD3002).</exception>
    public void Validate<TBatch>(int epoch, Dataset<TBatch> data, Func<Dataset<TBatch>, Evaluation> evaluate)
        where TBatch : IBatch<TBatch>
    {
        var losses = _losses.End(epoch);
        _options.Reporter.Enter(RunPhase.Validation, epoch);
        Model.eval();
        var validation = evaluate(data);
        _epoch = epoch;
        _selection.Add(epoch, validation, Model);
        _artifacts.AddEpoch(epoch, _optimizer!.LearningRate, losses, validation, _sinceEpoch.Elapsed);
        if (!_sinceProgress.IsRunning || _sinceProgress.Elapsed > _progressInterval || epoch == _options.Epochs || IsStopped)
        {
            _sinceProgress.Restart();
            _options.Reporter.Progress(FormattableString.Invariant(
                $"{_name}: epoch {epoch}/{_options.Epochs}, loss {losses["total"]:F4}, validation {validation.Metric} {validation.Value:F4} (best {_selection.Best.Value:F4} in epoch {_selection.BestEpoch})"));
        }

        if (IsStopped)
        {
            _options.Reporter.Progress($"{_name}: stopped after epoch {epoch}, since the validation has not become better since epoch {_selection.BestEpoch}");
        }
    }

    /// <summary>Ends the run: reads the test part once, and writes the weights that are kept and what came out.</summary>
    /// <param name="data">The three parts.</param>
    /// <param name="evaluate">Evaluates the trained model.</param>
    /// <param name="teacher">The teacher's name, itself, and what evaluates it; nothing if there is none.</param>
    public RunResult Finish<TBatch>(
        DistillationData<TBatch> data,
        Func<Dataset<TBatch>, Evaluation> evaluate,
        (string Name, nn.Module Model, Func<Dataset<TBatch>, Evaluation> Evaluate)? teacher = null)
        where TBatch : IBatch<TBatch>
    {
        _options.Reporter.Enter(RunPhase.Test);
        Model.eval();
        var last = evaluate(data.Test);
        var (test, validation) = (last, _selection.Kept);
        if (_epoch == 0)
        {
            validation = evaluate(data.Validation);
        }
        else
        {
            _selection.Restore(Model);
            test = evaluate(data.Test);
        }

        var result = new RunResult(_name, test, last, validation, _epoch, _selection.KeptEpoch, Count(Model), _artifacts.WriteWeights(Model))
        {
            Teacher = teacher is { } t ? new(t.Name, t.Evaluate(data.Test), Count(t.Model)) : null,
        };
        _artifacts.WriteSummary(Model.GetType().Name, _options, result, Device.ToString());
        _options.Reporter.Progress(FormattableString.Invariant($"{_name}: test {test.Metric} {test.Value:F4}"));
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer?.Dispose();
        _losses.Dispose();
        _order.Dispose();
        _selection.Dispose();
        _artifacts.Dispose();
        foreach (var module in _trained.Concat(_frozen))
        {
            module.Dispose();
        }
    }

    private static long Count(nn.Module model) => model.parameters().Sum(parameter => parameter.numel());

    private void LoadWeights(nn.Module model, string file)
    {
        try
        {
            if (ModelWeights.Import(model, file) is { Count: > 0 } converted)
            {
                _options.Reporter.Progress($"{model.GetType().Name}: weights converted, {string.Join(", ", converted)}");
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KdException(
                "KD3005", $"The weights of {model.GetType().Name} are not at {Path.GetFullPath(file)}. Correct the path, or train it first: dotnet build -t:Distill does.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KdException("KD3006", $"The weights of {model.GetType().Name} cannot be read from {file}: {e.Message}");
        }
        catch (InvalidDataException e)
        {
            throw new KdException("KD3006", e.Message);
        }
    }

    private T AddTrained<T>(T part, bool training)
        where T : nn.Module
    {
        part.to(Device);
        part.train(training);
        _trained.Add(part);
        return part;
    }
}
