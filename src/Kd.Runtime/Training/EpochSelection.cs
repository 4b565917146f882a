using Kd.Resuming;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Which epoch's weights are kept.</summary>
internal sealed class EpochSelection : IDisposable
{
    private readonly WeightSnapshot _weights = new();

    /// <summary>The epoch with the best validation; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The epoch that is kept; 0 before the first.</summary>
    public int KeptEpoch { get; private set; }

    /// <summary>The best validation.</summary>
    public Evaluation Best { get; private set; }

    /// <summary>The validation of the epoch that is kept.</summary>
    public Evaluation Kept { get; private set; }

    /// <summary>Takes an epoch's validation, and its weights if they are to be kept.</summary>
    public void Add(int epoch, Evaluation validation, nn.Module model, Keep keep)
    {
        var isBetter = BestEpoch == 0 || validation.IsBetterThan(Best);
        if (isBetter)
        {
            (BestEpoch, Best) = (epoch, validation);
        }

        if (isBetter || keep == Keep.Last)
        {
            (KeptEpoch, Kept) = (epoch, validation);
            _weights.Take(model);
        }
    }

    /// <summary>Gives the model the weights that are kept.</summary>
    public void Restore(nn.Module model) => _weights.Restore(model);

    /// <summary>Visits the choice, and the weights that are kept.</summary>
    /// <param name="state">The state.</param>
    /// <param name="model">The model that they are of.</param>
    public void Visit(RunState state, nn.Module model)
    {
        BestEpoch = (int)state.Number("bestEpoch", (long)BestEpoch);
        KeptEpoch = (int)state.Number("keptEpoch", (long)KeptEpoch);
        Best = Best.Visit(state, "best");
        Kept = Kept.Visit(state, "kept");
        if (KeptEpoch == 0)
        {
            return;
        }

        if (state.IsRestoring)
        {
            // Makes room for them.
            _weights.Take(model);
        }

        state.Part("weights", _weights);
    }

    public void Dispose() => _weights.Dispose();
}
