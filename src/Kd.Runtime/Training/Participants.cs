using System.Globalization;
using Kd.Resuming;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Who takes part in a run: models that are trained, with what changes beside them from step to step, and models that only teach.</summary>
internal sealed class Participants : IResumable, IDisposable
{
    private readonly List<nn.Module> _frozen = [];
    private readonly List<nn.Module> _still = [];
    private readonly List<MovingAverage> _averages = [];
    private readonly List<TermWeight> _weights = [];

    /// <summary>The models that are trained.</summary>
    public List<Learner> Learners { get; } = [];

    /// <summary>Whether the training has ended. A group goes on as long as one of its models does.</summary>
    public bool AreStopped => Learners.TrueForAll(learner => learner.IsStopped);

    /// <summary>The last epoch that was validated; 0 before the first.</summary>
    public int Epoch => Learners[0].Epoch;

    /// <summary>Whether one teaches as the average of its student.</summary>
    public bool HasAverage => _averages.Count > 0;

    /// <summary>What is trained: the models, their losses and adapters.</summary>
    public IEnumerable<nn.Module> Trained => Learners.SelectMany(learner => learner.Parts.Select(p => p.Part).Prepend(learner.Model));

    /// <summary>Finds what a model has of its own.</summary>
    /// <exception cref="ArgumentException">The model is not trained.</exception>
    public Learner Of(nn.Module model) => Learners.Find(learner => ReferenceEquals(learner.Model, model))
        ?? throw new ArgumentException($"The run does not train this {model.GetType().Name}.", nameof(model));

    /// <summary>Takes a model that only teaches.</summary>
    public void AddTeacher(nn.Module model)
    {
        Fix(model);
        _frozen.Add(model);
    }

    /// <summary>Takes a member of a model that stays as it is.</summary>
    public void AddStill(nn.Module member)
    {
        Fix(member);
        _still.Add(member);
    }

    public void Add(MovingAverage average) => _averages.Add(average);

    public void Add(TermWeight weight) => _weights.Add(weight);

    /// <summary>Begins an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="epochs">How many there are.</param>
    /// <param name="hasFullWeights">Whether terms that warm up have their full weights all the same.</param>
    public void Begin(int epoch, int epochs, bool hasFullWeights)
    {
        (hasFullWeights ? [] : _weights).ForEach(weight => weight.Begin(epoch, epochs));
        Learners.ForEach(learner => learner.Begin(epoch, epochs));
        _still.ForEach(member => member.eval());
    }

    /// <summary>Changes all that learns along the gradients, and lets averages follow.</summary>
    public void Step()
    {
        Learners.ForEach(learner => learner.Step());
        _averages.ForEach(average => average.Follow());
    }

    /// <summary>Puts the models that are trained into evaluation mode, until the next epoch begins.</summary>
    public void Evaluate() => Learners.ForEach(learner => learner.Evaluate());

    public void Visit(RunState state)
    {
        for (var i = 0; i < Learners.Count; i++)
        {
            state.Part(Name("learner", i), Learners[i]);
        }

        for (var i = 0; i < _averages.Count; i++)
        {
            state.Part(Name("average", i), _averages[i]);
        }

        static string Name(string kind, int number) => kind + number.ToString(CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        Learners.ForEach(learner => learner.Dispose());
        _frozen.ForEach(model => model.Dispose());
    }

    private static void Fix(nn.Module module)
    {
        module.eval();
        foreach (var parameter in module.parameters())
        {
            parameter.requires_grad_(false);
        }
    }
}
