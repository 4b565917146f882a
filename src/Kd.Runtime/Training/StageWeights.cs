using Kd.IO;
using Kd.Scripts;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Loads the weights that a run starts from or learns from; what cannot be loaded is an error that a user can mend.</summary>
internal static class StageWeights
{
    /// <summary>Loads a file into a model.</summary>
    /// <param name="model">The model, just made.</param>
    /// <param name="file">The file: of weights, or for a model that is a script the script.</param>
    /// <param name="device">Where a script's weights shall be; a model's stay where they are.</param>
    /// <param name="reporter">Hears what was converted.</param>
    /// <exception cref="KdException">The file is missing (KD3005), damaged or another model's (KD3006), or no script (KD3013).</exception>
    public static void Load(nn.Module model, string file, Device device, IRunReporter reporter)
    {
        try
        {
            if (model is IScripted scripted)
            {
                scripted.LoadScript(file, device);
            }
            else if (ModelWeights.Import(model, file) is { Count: > 0 } converted)
            {
                reporter.Progress($"{model.GetType().Name}: weights converted, {string.Join(", ", converted)}");
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

    /// <summary>The file of a teacher's weights at the end of an epoch, which has to be there.</summary>
    /// <param name="kept">The file of the weights that were kept.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="stage">The teacher's stage, for messages.</param>
    /// <param name="model">The teacher, for messages.</param>
    /// <exception cref="KdException">It is not (KD3010).</exception>
    public static string RequireCheckpoint(string kept, int epoch, string stage, nn.Module model)
    {
        var file = Checkpoint(kept, epoch);
        return File.Exists(file) ? file : throw new KdException(
            "KD3010", $"The weights that {stage} had after epoch {epoch} are not at {Path.GetFullPath(file)}. " +
            $"See that {model.GetType().Name} has [Checkpoints({epoch})] and was trained for so many epochs, or choose another TeacherEpoch.");
    }

    /// <summary>The file of a teacher's weights at the end of an epoch, beside those that were kept.</summary>
    /// <param name="kept">The file of the weights that were kept.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    public static string Checkpoint(string kept, int epoch) => Path.ChangeExtension(kept, FormattableString.Invariant($".epoch{epoch}.safetensors"));
}
