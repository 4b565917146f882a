using System.Text.Json.Nodes;
using Kd.Losses;
using Kd.Resuming;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// A model that a run trains, with all that is its own: the losses and adapters that learn with it, its optimizer, schedule and end, the
/// epoch that is kept, and the folder of its results.
/// </summary>
internal sealed class Learner : IResumable, IDisposable
{
    private readonly RunArtifacts _artifacts;
    private readonly KeptParts _before;
    private readonly EpochSelection _selection = new();
    private readonly List<(string Name, nn.Module Part)> _parts = [];
    private Optimizer? _optimizer;
    private Schedule? _schedule;
    private EarlyStopping? _stopping;
    private GradientClipping? _clipping;
    private AveragedWeights? _averaged;

    /// <summary>Takes a model.</summary>
    /// <param name="model">The model, on the device it stays on.</param>
    /// <param name="name">The name of its results in a group; nothing if it learns alone.</param>
    /// <param name="artifacts">Its results.</param>
    /// <param name="before">What the parts learned in stages before.</param>
    public Learner(nn.Module model, string? name, RunArtifacts artifacts, KeptParts before)
    {
        (Model, Name, _artifacts, _before) = (model, name, artifacts, before);
        model.eval();
    }

    public nn.Module Model { get; }

    /// <summary>The name of its results in a group.</summary>
    public string? Name { get; private set; }

    /// <summary>What to call it in messages: its name in the group, else its class.</summary>
    public string Title => Name ?? Model.GetType().Name;

    /// <summary>The epochs that are kept and were best.</summary>
    public EpochSelection Selection => _selection;

    /// <summary>The last epoch that was validated; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether its rule has ended its training.</summary>
    public bool IsStopped => _stopping?.EndsAfter(Epoch, _selection.BestEpoch) is true;

    /// <summary>The parameters that it learns: the model's, then those of its parts.</summary>
    public IEnumerable<Parameter> Parameters =>
        _parts.Select(p => p.Part).Prepend(Model).SelectMany(module => module.parameters()).Where(parameter => parameter.requires_grad);

    /// <summary>The same by name, those of parts with the part's name before their own.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> NamedParameters =>
        Model.named_parameters().Concat(_parts.SelectMany(p => p.Part.named_parameters().Select(named => ($"{p.Name}.{named.name}", named.parameter))))
            .Where(named => named.Item2.requires_grad);

    /// <summary>The losses and adapters that learn with it, by name.</summary>
    public IReadOnlyList<(string Name, nn.Module Part)> Parts => _parts;

    /// <summary>What its optimizer and the average of its weights remember, in bytes.</summary>
    public long OptimizerState => (_optimizer?.StateSize ?? 0) + (_averaged?.Size ?? 0);

    /// <summary>Takes a loss or an adapter that learns with the model.</summary>
    /// <exception cref="ArgumentException">It has a part of this name.</exception>
    /// <exception cref="KdException">What it learned in a stage before is of another form (KD3009).</exception>
    public void Own(string name, nn.Module part, Device device)
    {
        if (_parts.Exists(p => p.Name == name))
        {
            throw new ArgumentException($"{Model.GetType().Name} has a part {name} already.", nameof(name));
        }

        (part as Loss)?.RegisterComponents();
        _before.Restore(name, part);
        part.to(device);
        part.train();
        _parts.Add((name, part));
    }

    /// <summary>Takes what changes the parameters, how fast, and until when. To be called when it has its parts.</summary>
    public void Use(Optimizer optimizer, Schedule schedule, EarlyStopping? stopping, RunOptions options)
    {
        (_optimizer, _schedule, _stopping) = (optimizer, schedule, stopping);
        _clipping = options.ClipNorm > 0 ? new(Parameters, options.ClipNorm) : null;
        _averaged = options.EmaDecay > 0 ? new(Parameters, options.EmaDecay) : null;
    }

    /// <summary>Begins an epoch.</summary>
    public void Begin(int epoch, int epochs)
    {
        _averaged?.Show(false);
        _optimizer!.Scale(_schedule!.Factor(epoch, epochs));
        Model.train();
    }

    /// <summary>Is in evaluation mode from now on, with the average of its weights if that is what is kept.</summary>
    public void Evaluate()
    {
        _averaged?.Show(true);
        Model.eval();
    }

    /// <summary>Lets the steps of the epoch change next to nothing, for a check.</summary>
    public void Hold()
    {
        // Enough for what is 0 to become something else, and too little for a term that is far too large to spoil the weights.
        const double tiny = 1e-12;
        _optimizer!.Scale(tiny);
    }

    /// <summary>Changes the parameters along their gradients.</summary>
    public void Step()
    {
        _clipping?.Clip();
        _optimizer!.Step();
        _averaged?.Follow();
    }

    /// <summary>Notes an epoch's validation.</summary>
    public void Add(int epoch, Evaluation validation, Keep keep, IReadOnlyDictionary<string, double> losses, TimeSpan time)
    {
        Epoch = epoch;
        _selection.Add(epoch, validation, Model, keep);
        _artifacts.AddEpoch(epoch, _optimizer!.LearningRate, losses, validation, time);
    }

    /// <summary>Writes the model's present weights, which will be beside those that are kept.</summary>
    public void WriteCheckpoint(int epoch) => _artifacts.WriteCheckpoint(Model, epoch);

    /// <summary>Puts the weights of an epoch beside those that are kept.</summary>
    public void PutCheckpoint(int epoch) => _artifacts.PutCheckpoint(epoch);

    /// <summary>Removes what an earlier run left in the place of a checkpoint, which this one may not come to.</summary>
    public void RemoveCheckpoint(int epoch) => _artifacts.RemoveCheckpoint(epoch);

    /// <summary>Writes what the losses and adapters have learned.</summary>
    public void WriteParts() => _artifacts.WriteParts(folder => _before.Write(folder, _parts));

    /// <summary>Writes the weights that are kept.</summary>
    /// <returns>The file.</returns>
    public string WriteWeights() => _artifacts.WriteWeights(Model);

    /// <summary>Writes what came out.</summary>
    public void WriteSummary(RunOptions options, RunResult result, Device device) =>
        _artifacts.WriteSummary(Model.GetType().Name, options, result, device.ToString());

    /// <summary>Writes a file of JSON beside the others.</summary>
    public void WriteJson(string name, JsonObject content) => _artifacts.WriteJson(name, content);

    /// <summary>
    /// Gives the best of the models of one class the name, and so the folder, that the first of them has: the class's own. They change.
    /// </summary>
    public static void NameTheBest(IEnumerable<Learner> learners)
    {
        foreach (var copies in learners.GroupBy(learner => learner.Model.GetType()))
        {
            var first = copies.First();
            var best = copies.Aggregate((best, learner) => learner._selection.Kept.IsBetterThan(best._selection.Kept) ? learner : best);
            if (best != first)
            {
                (first.Name, best.Name) = (best.Name, first.Name);
                RunArtifacts.Swap(first._artifacts, best._artifacts);
            }
        }
    }

    /// <summary>Visits all that changes while it learns.</summary>
    public void Visit(RunState state)
    {
        // What goes on is what is trained, not the average; an evaluation is over, or ends here.
        _averaged?.Show(false);
        Epoch = (int)state.Number("epoch", (long)Epoch);
        state.Module("model", Model);
        _parts.ForEach(p => state.Module($"part.{p.Name}", p.Part));
        if (_optimizer is not null)
        {
            state.Part("optimizer", _optimizer);
        }

        if (_averaged is not null)
        {
            state.Part("averaged", _averaged);
        }

        _selection.Visit(state, Model);
        state.Part("results", _artifacts);
    }

    public void Dispose()
    {
        _optimizer?.Dispose();
        _averaged?.Dispose();
        _selection.Dispose();
        _artifacts.Dispose();
        _before.Dispose();
        Model.Dispose();
        _parts.ForEach(p => p.Part.Dispose());
    }
}
