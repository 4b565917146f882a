using System.Diagnostics;
using Kd.Data;
using Kd.Shared;
using Kd.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Checking;

/// <summary>
/// Tries a stage: <see cref="TrainingRun"/> takes a few steps with a few samples, which this class watches.
/// </summary>
/// <param name="stage">The stage's name.</param>
/// <param name="terms">The terms' names, with that of the total last.</param>
/// <param name="options">What the run would do.</param>
/// <param name="declaration">The stage's declaration.</param>
internal sealed class StageCheck(string stage, IReadOnlyList<string> terms, RunOptions options, string declaration) : IDisposable
{
    /// <summary>How many samples a batch has that nothing is known of yet: enough for several classes and for relations.</summary>
    private const int Few = 8;

    /// <summary>The largest number of steps that are taken.</summary>
    public const int MostSteps = SmallSteps + FullSteps;

    private const int SmallSteps = 2, FullSteps = 2;

    // What a batch of full size may take.
    private const double AffordableSeconds = 1;
    private const long AffordableBytes = 1L << 30;

    private readonly List<Learner> _learners = [];
    private readonly List<(nn.Module Model, string Name)> _teachers = [];
    private readonly List<nn.Module> _frozen = [];
    private readonly List<int> _batches = [];
    private readonly SeenShapes _shapes = new();
    private readonly TermProbe _terms = new(terms);
    private readonly GradientProbe _gradients = new();
    private readonly PeakMemory _memory = new();
    private readonly Stopwatch _clock = new();
    private readonly SortedSet<string> _evaluating = new(StringComparer.Ordinal), _training = new(StringComparer.Ordinal), _reached = new(StringComparer.Ordinal);
    private readonly Dictionary<int, double> _seconds = [];
    private long _samples;

    /// <summary>Takes a model that is trained.</summary>
    public void Learns(Learner learner)
    {
        _learners.Add(learner);
        _shapes.Watch(learner.Model, _memory.Look);
    }

    /// <summary>Takes a model that teaches.</summary>
    public void Teaches(nn.Module model)
    {
        _teachers.Add((model, model.GetType().Name));
        _shapes.Watch(model, _memory.Look);
    }

    /// <summary>Takes a member of a model that stays as it is.</summary>
    public void Freezes(nn.Module member) => _frozen.Add(member);

    /// <summary>A part of the data that is evaluated in a moment.</summary>
    public static Dataset<TBatch> FewOf<TBatch>(Dataset<TBatch> part)
        where TBatch : IBatch<TBatch> => new FirstSamples<TBatch>(part, Few);

    /// <summary>Goes through the steps to take: two with few samples, and then, if these were quick enough, some with as many as the run has.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="order">Puts batches together, and is told how large they are.</param>
    /// <param name="stageName">What the student calls the stage, which losses may ask for.</param>
    public IEnumerable<StepContext> Steps<TBatch>(Dataset<TBatch> data, SampleOrder order, string stageName)
        where TBatch : IBatch<TBatch>
    {
        _samples = data.Count;
        _learners.ForEach(KeepInitial);
        foreach (var size in BatchSizes())
        {
            // Each batch is the first of another order.
            options.Reporter.Enter(RunPhase.Training, epoch: 1, _batches.Count);
            _batches.Add(size);
            order.BatchSize = size;
            order.Shuffle(data, _batches.Count);
            _memory.BeginStep();
            _clock.Restart();
            yield return new(Epoch: 1, Step: 0, Progress: 0, stageName);
        }
    }

    /// <summary>Looks at a step behind its forward pass, and runs the backward pass.</summary>
    /// <param name="values">The terms, unweighted, and the total.</param>
    /// <exception cref="KdException">A value is not finite (KD3002).</exception>
    public void Look(Tensor[] values)
    {
        _clock.Stop();
        _memory.Look();
        if (_batches.Count <= SmallSteps)
        {
            LookAtModes();
            _terms.Look(values, [.. _learners.SelectMany(learner => learner.Parameters)], () => Backward(values[^1]));
            LookAtGradients();
        }
        else
        {
            Backward(values[^1]);
        }

        _clock.Start();
    }

    /// <summary>Ends a step, whose parameters have been changed.</summary>
    public void EndStep()
    {
        _clock.Stop();

        // The quickest step of a size is the one that other processes disturbed least.
        var (size, seconds) = (_batches[^1], _clock.Elapsed.TotalSeconds);
        _seconds[size] = Math.Min(seconds, _seconds.GetValueOrDefault(size, double.MaxValue));
    }

    /// <summary>What was found.</summary>
    /// <param name="goesOn">Whether another stage goes on with the same student.</param>
    /// <param name="isAveraged">Whether a teacher is the average of the student's weights.</param>
    public StageReport Report(bool goesOn, bool isAveraged)
    {
        var warnings = new Findings(_terms, _gradients)
        {
            Evaluating = _evaluating,
            Training = _training,
            Reached = _reached,
            GoesOn = goesOn,
            IsAveraged = isAveraged,
        };
        return new(stage)
        {
            Batches = _batches,
            Models = [.. _learners.Select(Model), .. _teachers.Select(t => Model(t.Model, t.Name))],
            Pairs = [.. new ComparedPairs(_shapes, [.. _learners.Select(l => (l.Model, l.Title)), .. _teachers], _learners).In(declaration)],
            Terms = _terms.First,
            Total = _terms.Total,
            ExpectedGradients = _gradients.Expected,
            Gradients = _gradients.Reached,
            Memory = _batches.Count == 0 ? null : Memory(),
            Time = _batches.Count == 0 ? null : Time(),
            Warnings = _batches.Count == 0 ? [] : [.. warnings.Warnings()],
            Notes = _batches.Count == 0 ? [] : [.. warnings.Notes()],
        };
    }

    public void Dispose() => _shapes.Dispose();

    // What a stage leaves to those behind it shall give values such as a network with initial weights does in training: a few steps at full rate
    // may spoil the weights, and a mean of a few batches is far from the statistics of any.
    private static void KeepInitial(Learner learner)
    {
        learner.Hold();
        foreach (var normalisation in learner.Model.modules().OfType<NormBase>())
        {
            normalisation.momentum = 1;
        }
    }

    private IEnumerable<int> BatchSizes()
    {
        var full = (int)Math.Min(options.BatchSize, _samples);
        var few = Math.Min(Few, full);
        for (var i = 0; i < SmallSteps; i++)
        {
            yield return few;
        }

        var times = (double)full / few;
        var isAffordable = _seconds[few] * times < AffordableSeconds && (_memory.Bytes ?? 0) * times < AffordableBytes;
        for (var i = 0; i < FullSteps && full > few && isAffordable; i++)
        {
            yield return full;
        }
    }

    private void Backward(Tensor total)
    {
        // One that nothing can be learned from would be an exception; that is told with the terms.
        if (total.requires_grad)
        {
            _clock.Start();
            total.backward();
            _clock.Stop();
        }
    }

    private void LookAtModes()
    {
        var still = Modes.WithInner(_frozen);
        _evaluating.UnionWith(_learners.SelectMany(learner => Modes.Wrong(learner.Model, learner.Title, training: true, still)));
        _training.UnionWith(_teachers.SelectMany(teacher => Modes.Wrong(teacher.Model, teacher.Name, training: false, new HashSet<nn.Module>())));
        _training.UnionWith(still.Where(module => module.training).Select(module => $"the frozen {module.GetType().Name}"));
    }

    private void LookAtGradients()
    {
        _gradients.Look(_learners.SelectMany(Named));
        _reached.UnionWith(
            from teacher in _teachers
            from parameter in teacher.Model.named_parameters()
            where parameter.parameter.grad is not null
            select $"{teacher.Name}.{parameter.name}");
    }

    private static IEnumerable<(string Name, Parameter Parameter)> Named(Learner learner) =>
        from part in learner.Parts.Prepend((Name: learner.Title, Part: learner.Model))
        from parameter in part.Part.named_parameters()
        where parameter.parameter.requires_grad
        select ($"{part.Name}.{parameter.name}", parameter.parameter);

    private static ModelReport Model(Learner learner) =>
        new(learner.Title, Learns: true, Sizes.Learned(learner.Model), Sizes.Still(learner.Model), learner.Parts.Sum(part => Sizes.Learned(part.Part)));

    private static ModelReport Model(nn.Module model, string name) => new(name, Learns: false, 0, Sizes.Still(model), 0);

    private MemoryReport Memory()
    {
        var (full, measured) = ((int)Math.Min(options.BatchSize, _samples), _batches[^1]);
        return new(
            _learners.Sum(l => Sizes.Bytes(l.Model) + l.Parts.Sum(p => Sizes.Bytes(p.Part))) + _teachers.Sum(t => Sizes.Bytes(t.Model)),
            _learners.Sum(l => l.Parameters.Sum(Sizes.Bytes)),
            _learners.Sum(l => l.OptimizerState),
            _memory.Bytes * full / measured,
            full,
            IsScaled: measured < full);
    }

    private TimeReport Time()
    {
        var (full, measured) = (Math.Min(options.BatchSize, _samples), _batches[^1]);
        return new(_seconds[measured] * _samples / measured, options.Epochs, IsScaled: measured < full);
    }
}
