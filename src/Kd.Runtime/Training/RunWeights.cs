using Kd.Exactness;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>The weights that a run starts from and learns from.</summary>
/// <param name="options">Where they are.</param>
/// <param name="device">Where the scripts among them shall be.</param>
/// <param name="record">Keeps which they were.</param>
internal sealed class RunWeights(RunOptions options, Device device, RunRecord record)
{
    /// <summary>What keeps which they were.</summary>
    public RunRecord Record => record;

    /// <summary>The file of the weights that a stage has kept.</summary>
    public string FileOf(nn.Module model, string stage) => options.Weights.GetValueOrDefault(stage) ?? DistilledModel.WeightsFile(model, stage);

    /// <summary>Loads a file into a model.</summary>
    /// <param name="model">The model, just made.</param>
    /// <param name="stage">Whose weights they are; with <c>@</c> and the epoch if they are of one.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="KdException">It is missing (KD3005), damaged or another model's (KD3006), or no script (KD3013).</exception>
    public void Load(nn.Module model, string stage, string file)
    {
        StageWeights.Load(model, file, device, options.Reporter);
        record.Reads(stage, file);
    }

    /// <summary>Loads what a stage has kept, or had at the end of an epoch.</summary>
    /// <param name="model">The model, just made.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="epoch">The epoch, from 1; nothing for what it has kept.</param>
    /// <exception cref="KdException">As above, or the epoch's are missing (KD3010).</exception>
    public void LoadOf(nn.Module model, string stage, int? epoch)
    {
        var file = FileOf(model, stage);
        if (epoch is { } checkpoint)
        {
            Load(model, FormattableString.Invariant($"{stage}@{checkpoint}"), StageWeights.RequireCheckpoint(file, checkpoint, stage, model));
        }
        else
        {
            Load(model, stage, file);
        }
    }
}
