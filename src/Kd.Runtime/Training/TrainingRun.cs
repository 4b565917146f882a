using System.Reflection;
using Kd.Caching;
using Kd.Checking;
using Kd.Data;
using Kd.Metrics;
using Kd.Native;
using Kd.Resuming;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// One training run: what stays the same whatever is trained. The generated loop calls it, step by step, from one thread.
/// </summary>
public sealed class TrainingRun : IDisposable
{
    private readonly string _name;
    private readonly StageRole _role;
    private readonly RunFolders _folders;
    private readonly RunOptions _options;
    private readonly LossHistory _losses;
    private readonly SampleOrder _order;
    private readonly Participants _participants = new();
    private readonly RandomNumbers _random;
    private readonly DeterministicAlgorithms? _deterministic;
    private readonly RunWeights _weights;
    private readonly RunKeeper _keeper;
    private readonly NonFiniteSteps _nonFinite;
    private readonly GradientSteps _gradients;
    private readonly ExplodingLoss _exploding;
    private readonly Func<Tensor, Tensor> _toDevice;
    private readonly RunProgress? _progress;
    private readonly StageCheck? _check;
    private readonly int _depth = BlockScopes.Depth;
    private int[] _checkpoints = [];
    private object? _batch;
    private string? _before;
    private bool _keepsParts;

    private TrainingRun(string name, StageRole role, RunOptions options, IReadOnlyList<string> terms, Assembly assembly)
    {
        options.RequireRanges();
        (_name, _role, _options, _folders) = (name, role, options, new(name, options));
        _deterministic = options.Deterministic ? new() : null;
        Device = Devices.Choose(options.Device);
        _weights = new(options, Device, new(name, options, Device));
        _toDevice = tensor => tensor.to(Device);
        Computation = new(options, Device);
        _losses = new(terms, Device);
        _order = new(options.Seed, options.BatchSize);
        Cached = new(name, options, _order, Device);
        _check = options.IsCheck ? new(name, terms, options, DistillStageAttribute.Of(name, assembly)?.Declaration ?? "") : null;
        _progress = options.IsCheck ? null : new(name, options.Epochs, options.Reporter);
        _nonFinite = new(options, _folders.Faults, _losses, Device);
        _gradients = new(options, _participants, _order, _nonFinite);
        _exploding = new(options.Reporter);
        options.Reporter.Enter(RunPhase.Preparation);
        _random = new(options.Seed, Device);
        _keeper = new(name, options, [("record", _weights.Record), ("random", _random), ("exploding", _exploding), ("models", _participants)], [("losses", _losses), ("nonFinite", _nonFinite), ("gradients", _gradients)]);
    }

    /// <summary>The device that everything is on.</summary>
    public Device Device { get; }

    /// <summary>What is stored of its teachers.</summary>
    internal CachedTeachers Cached { get; }

    /// <summary>How the models compute.</summary>
    public Computation Computation { get; }

    /// <summary>What the data method is told.</summary>
    public DataContext Data => new(_options.DataPath, _options.Seed, _options.Stop);

    /// <summary>The name of the student's <see cref="StageAttribute">[Stage]</see>, which losses may ask for; empty if it has none.</summary>
    public string Stage { get; set; } = "";

    /// <summary>Begins a run and seeds the random numbers.</summary>
    /// <param name="name">The stage's name.</param>
    /// <param name="role">What the stage trains.</param>
    /// <param name="options">What to do and where.</param>
    /// <typeparam name="TLosses">The generated losses.</typeparam>
    /// <exception cref="KdException">The device cannot be used.</exception>
    public static TrainingRun Begin<TLosses>(string name, StageRole role, RunOptions options)
        where TLosses : ILosses => new(name, role, options, TLosses.Names, typeof(TLosses).Assembly);

    /// <summary>Takes the data that the run is about.</summary>
    /// <param name="data">What the data method gave.</param>
    /// <returns>The data.</returns>
    /// <exception cref="KdException">A part has no samples (KD3007).</exception>
    public static DistillationData<TBatch> Checked<TBatch>(DistillationData<TBatch> data)
        where TBatch : IBatch<TBatch>
    {
        DataChecks.RequireSamples(data);
        return data;
    }

    /// <summary>One more than the largest sample id, which a memory of all samples has to have room for.</summary>
    /// <param name="data">The samples.</param>
    public static long SampleCount<TBatch>(Dataset<TBatch> data)
        where TBatch : IBatch<TBatch> => DataChecks.LargestId(data) + 1;

    /// <summary>Starts from what a stage left: its weights, and what its losses and adapters learned. To be called before <see cref="Trained"/>.</summary>
    /// <param name="stage">The stage's name.</param>
    public void Continue(string stage) => _before = stage;

    /// <summary>
    /// Leaves what losses and adapters have learned to a stage that goes on with it, as <c>parts.safetensors</c>, and keeps the last epoch.
    /// </summary>
    public void KeepParts() => _keepsParts = true;

    /// <summary>Takes a model that is trained, to the device. To be called before what is <see cref="Own">its own</see>.</summary>
    /// <param name="model">The model, just made.</param>
    /// <param name="name">In a group, the name of the model's results, which have a folder of that name.</param>
    /// <returns>The model, in evaluation mode until the first epoch.</returns>
    /// <exception cref="KdException">The weights that it starts from are missing (KD3005), damaged or another model's (KD3006).</exception>
    public T Trained<T>(T model, string? name = null)
        where T : nn.Module
    {
        var start = _before is null ? _options.ImportedWeights : _weights.FileOf(model, _before);
        if (start is not null)
        {
            _weights.Load(model, _before ?? _name, start);
        }

        var before = _before is null ? new() : new KeptParts(_before, start!);
        Computation.Take(model, Computation.Student);
        var learner = new Learner(model, name, new(_folders.Results(name), _role, _folders.Waiting(name)), before);
        _participants.Learners.Add(learner);
        _check?.Learns(learner);
        return model;
    }

    /// <summary>Takes a loss or an adapter, to the device; what it has to learn is trained with its model.</summary>
    /// <param name="model">The model, of <see cref="Trained"/>.</param>
    /// <param name="name">The part's name among those of the model: that of its term, with <c>.adapter</c> for its adapter.</param>
    /// <param name="part">The loss or adapter, just made.</param>
    /// <exception cref="KdException">It has another form than in the stage that the run goes on from (KD3009).</exception>
    public T Own<T>(nn.Module model, string name, T part)
        where T : nn.Module
    {
        _participants.Of(model).Own(name, part, Device);
        Computation.Check(part, () => default);
        return part;
    }

    /// <summary>Leaves a member of a model as it is: it gets no gradients and stays in evaluation mode. To be called before <see cref="ParametersOf"/>.</summary>
    /// <param name="member">The member, of a model of <see cref="Trained"/>.</param>
    public void Freeze(nn.Module member)
    {
        _participants.AddStill(member);
        _check?.Freezes(member);
    }

    /// <summary>The parameters that are trained with a model: its own, and those of its losses and adapters; without what is frozen.</summary>
    /// <param name="model">The model, of <see cref="Trained"/>.</param>
    public IEnumerable<Parameter> ParametersOf(nn.Module model) => _participants.Of(model).Parameters;

    /// <summary>Makes a term's weight that changes from epoch to epoch.</summary>
    /// <param name="weight">The full weight.</param>
    /// <param name="warmUpEpochs">In how many epochs it is reached, at least 0.</param>
    /// <param name="warmUp">How it is reached.</param>
    /// <param name="endWeight">What it has become in the last epoch; NaN if it stays.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of epochs is negative.</exception>
    public TermWeight Weight(double weight, int warmUpEpochs, WarmUpShape warmUp, double endWeight)
    {
        var changing = new TermWeight(weight, warmUpEpochs, warmUp, endWeight);
        _participants.Add(changing);
        return changing;
    }

    /// <summary>Takes a teacher: its weights are loaded, it is on the device, in evaluation mode and without gradients.</summary>
    /// <param name="model">The teacher, just made.</param>
    /// <param name="stage">The stage that trains it, or its name in the group that does.</param>
    /// <param name="epoch">The epoch of its training whose weights are wanted; nothing for those that were kept.</param>
    /// <exception cref="KdException">Its weights are missing (KD3005, of an epoch KD3010), damaged or another model's (KD3006), or no script (KD3013).</exception>
    public T Frozen<T>(T model, string stage, int? epoch = null)
        where T : nn.Module
    {
        _weights.LoadOf(model, stage, epoch);
        return AddFrozen(model);
    }

    /// <summary>Takes a mean teacher: its weights become those of a model that is trained and then follow them, step by step, as their moving average.</summary>
    /// <param name="copy">A model of the same class, just made.</param>
    /// <param name="of">The model, of <see cref="Trained"/>.</param>
    /// <param name="decay">The share of its former weights that the teacher keeps at a step, from 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is out of its range.</exception>
    public T Averaged<T>(T copy, nn.Module of, double decay)
        where T : nn.Module
    {
        AddFrozen(copy);
        _participants.Add(new MovingAverage(copy, of, decay));
        return copy;
    }

    /// <summary>Leaves the weights that the model has at the end of these epochs, as in <c>teacher.epoch10.safetensors</c>, beside those that are kept.</summary>
    /// <param name="epochs">The epochs, from 1.</param>
    public void Checkpoint(params int[] epochs) => _checkpoints = epochs;

    /// <summary>Says how the batches to train on are put together: that each of B samples is followed by B partners.</summary>
    /// <param name="arrangement">What the partners are.</param>
    public void Arrange(BatchArrangement arrangement) => _order.Arrangement = arrangement;

    /// <summary>Takes the optimizer of <see cref="ParametersOf"/> a model, the schedule of its learning rate and when to stop.</summary>
    /// <param name="model">The model, of <see cref="Trained"/>.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="stopping">What ends the training before its last epoch, if anything does; a group ends when all of its models do.</param>
    public void Use(nn.Module model, Optimizer optimizer, Schedule schedule, EarlyStopping? stopping = null) =>
        _participants.Of(model).Use(optimizer, schedule, stopping, _options);

    /// <summary>Reads one sample, to learn the shapes that a model makes of it. To be called in a dispose scope.</summary>
    /// <param name="data">The samples.</param>
    public TBatch Sample<TBatch>(Dataset<TBatch> data)
        where TBatch : IBatch<TBatch> => data.Read(zeros(1, ScalarType.Int64, CPU)).Map(_toDevice);

    /// <summary>Goes on from the newest checkpoint, if there is one. To be called when all that takes part has been taken.</summary>
    /// <returns>The epoch to begin or to go on with, from 1.</returns>
    /// <exception cref="KdException">The checkpoint is of another run (KD3022), or none can be written (KD1014).</exception>
    public int Resume()
    {
        _keeper.Resume();
        return _keeper.Position.Epoch;
    }

    /// <summary>
    /// Whether there is an epoch to be trained: none is if the model's weights are imported, none more after an early stop.
    /// </summary>
    /// <param name="epoch">The epoch, from 1.</param>
    public bool HasEpoch(int epoch) => _options.ImportedWeights is null && epoch <= (_check is null ? _options.Epochs : 1) && !_participants.AreStopped;

    /// <summary>Begins an epoch, or goes on with the one that a checkpoint was made in, and goes through its steps.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <exception cref="KdException">
    /// Pairs of one class are wanted, and the samples have none (KD3011); a loss is not finite (KD3002); a checkpoint cannot be written (KD1014).
    /// </exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public IEnumerable<StepContext> Steps<TBatch>(Dataset<TBatch> data, int epoch)
        where TBatch : IBatch<TBatch>
    {
        // A check tries the full weights.
        _participants.Begin(epoch, _options.Epochs, hasFullWeights: _check is not null);
        var steps = _check is null ? _order.Shuffle(data, epoch) : StageCheck.MostSteps;
        var first = _keeper.Begin(epoch);
        _losses.Begin(steps, isResumed: first > 0);
        if (_check is not null)
        {
            foreach (var at in _check.Steps(data, _order, Stage))
            {
                yield return at;
            }

            yield break;
        }

        _random.Continue();
        for (var step = first; step < steps; step++)
        {
            _options.Reporter.Enter(RunPhase.Training, epoch, step);
            _random.BeginStep(epoch, step);
            _nonFinite.BeginStep(_participants);
            yield return new(epoch, step, (epoch - 1 + (double)step / steps) / _options.Epochs, Stage);
            _keeper.EndStep();
            Garbage.CollectIfDue();
            if (_keeper.IsDue)
            {
                DemandFinite();
                _keeper.SaveOrStop();
            }
        }

        DemandFinite();

        void DemandFinite() => _nonFinite.DemandFinite(epoch, step =>
        {
            _random.BeginStep(epoch, step);
            return Cached.Read(data, epoch, step);
        });
    }

    /// <summary>Reads a step's batch, as <see cref="Arrange">arranged</see>, to the device. To be called in the step's dispose scope.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="at">The step.</param>
    public TBatch Read<TBatch>(Dataset<TBatch> data, StepContext at)
        where TBatch : IBatch<TBatch>
    {
        var batch = Cached.Read(data, at.Epoch, at.Step).Map(_toDevice);
        _batch = batch;
        return batch;
    }

    /// <summary>Changes the parameters along the gradients of the losses' total, and notes the losses.</summary>
    /// <param name="losses">The step's losses.</param>
    /// <exception cref="KdException">A loss is not finite (KD3002).</exception>
    public void Optimize<TLosses>(in TLosses losses)
        where TLosses : ILosses
    {
        var values = losses.Values();
        _losses.Add(values);
        if (_check is null)
        {
            _gradients.Add(losses.Total, _keeper.Position, _batch);
            return;
        }

        _check.Look(values);
        _participants.Step();
        _check.EndStep();
    }

    /// <summary>Evaluates a model without gradients.</summary>
    /// <param name="data">The samples; at least one.</param>
    /// <param name="metric">A new metric.</param>
    /// <param name="update">Adds a batch to the metric and gives its mean task loss.</param>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public Evaluation Evaluate<TBatch>(Dataset<TBatch> data, Metric metric, Func<TBatch, Tensor> update)
        where TBatch : IBatch<TBatch> => Evaluation.Of(data, Device, metric, batch =>
        {
            _keeper.Poll();
            Garbage.CollectIfDue();
            using var cast = Computation.Evaluation();
            return update(batch);
        });

    /// <summary>Ends an epoch: validates each model and keeps its weights if they are the best so far.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="data">The validation part.</param>
    /// <param name="learners">The models of <see cref="Trained"/>, each with what evaluates it.</param>
    /// <exception cref="KdException">No loss of the epoch was finite (KD3002), or a checkpoint cannot be written (KD1014).</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public void Validate<TBatch>(int epoch, Dataset<TBatch> data, params (nn.Module Model, Func<Dataset<TBatch>, Evaluation> Evaluate)[] learners)
        where TBatch : IBatch<TBatch>
    {
        _nonFinite.EndEpoch(epoch);
        var losses = _losses.Means();
        data = _check is null ? data : StageCheck.FewOf(data);
        _options.Reporter.Enter(RunPhase.Validation, epoch);
        _participants.Evaluate();
        var validated = learners.Select(l => (Learner: _participants.Of(l.Model), Validation: l.Evaluate(data))).ToList();
        foreach (var (learner, validation) in validated)
        {
            learner.Add(epoch, validation, _keepsParts ? Keep.Last : _options.Keep, losses, _losses.Elapsed);
            foreach (var checkpoint in _checkpoints.Where(checkpoint => checkpoint == epoch || _check is not null))
            {
                learner.WriteCheckpoint(checkpoint);
            }
        }

        _progress?.Validated(epoch, losses["total"], validated);
        _exploding.Look(epoch, _losses, losses["total"]);
        _keeper.EndEpoch();
    }

    /// <summary>Ends the run: reads the test part once, and writes the weights that are kept and what came out.</summary>
    /// <param name="data">The three parts.</param>
    /// <param name="learners">The models of <see cref="Trained"/>, each with what evaluates it.</param>
    /// <param name="teachers">The teachers' names, themselves, and what evaluates them.</param>
    /// <param name="ensemble">What evaluates several models together, with the weights that are kept; nothing if that is not asked for.</param>
    /// <returns>
    /// What came out of the first model, with those of the others as its peers. Of the models of one class the one with the best validation
    /// has the name of the first.
    /// </returns>
    public RunResult Finish<TBatch>(
        DistillationData<TBatch> data,
        (nn.Module Model, Func<Dataset<TBatch>, Evaluation> Evaluate)[] learners,
        (string Name, nn.Module Model, Func<Dataset<TBatch>, Evaluation> Evaluate)[]? teachers = null,
        Func<Dataset<TBatch>, Evaluation>? ensemble = null)
        where TBatch : IBatch<TBatch>
    {
        _options.Reporter.Enter(RunPhase.Test);
        _keeper.BeginTest();
        _random.Continue();
        if (_check is not null)
        {
            _options.Reporter.Checked(_check.Report(_keepsParts, _participants.HasAverage).ToJson());
            data = new(data.Train, StageCheck.FewOf(data.Validation), StageCheck.FewOf(data.Test));
        }

        var end = new RunEnd(_name, _options, Device, _participants) { Checkpoints = _checkpoints, KeepsParts = _keepsParts, Progress = _progress };
        return end.Finish(data, learners, teachers, ensemble, _weights.Record);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What an exception left open counts as scopes of this thread; whoever catches it goes on with the scopes that it had before.
        BlockScopes.CloseTo(_depth);
        _check?.Dispose();
        Cached.Dispose();
        _losses.Dispose();
        _order.Dispose();
        _random.Dispose();
        _nonFinite.Dispose();
        _participants.Dispose();
        _deterministic?.Dispose();
    }

    private T AddFrozen<T>(T model)
        where T : nn.Module
    {
        Computation.Take(model, Computation.Teacher);
        _participants.AddTeacher(model);
        _ = new BlockScopes(model);
        _check?.Teaches(model);
        return model;
    }
}
