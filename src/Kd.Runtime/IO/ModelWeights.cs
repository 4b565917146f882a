using TorchSharp;
using static TorchSharp.torch;

namespace Kd.IO;

/// <summary>A model's parameters and buffers as a safetensors file.</summary>
public static class ModelWeights
{
    /// <summary>Writes a model's parameters and buffers, atomically.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    public static void Save(nn.Module model, string path)
    {
        SafeTensors.Write(path, model.state_dict());

        // A module that is collected disposes its parameters, and this may be the last that a program does with it.
        GC.KeepAlive(model);
    }

    /// <summary>Reads back what <see cref="Save"/> wrote: all of it, or nothing when a name, shape or element type does not fit.</summary>
    /// <param name="model">The model, on any device.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or is not of this model; the message is one line that counts and lists the names that do not fit.
    /// </exception>
    public static void Load(nn.Module model, string path) => Copy(model, path, SafeTensors.Read(path), converts: false);

    /// <summary>
    /// Reads weights that come from elsewhere, from a <c>.safetensors</c> file or a <c>.dat</c> file of TorchSharp's
    /// <c>module.save</c>: all of them, or nothing when one does not fit. A floating-point type is converted to that of
    /// the model's parameter if no value becomes too large for it; any other difference of types does not fit.
    /// </summary>
    /// <param name="model">The model, on any device.</param>
    /// <param name="path">The file.</param>
    /// <returns>What was converted, as in <c>Float16 to Float32 (12 of 14)</c>; nothing if all types were the same.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, of an unknown format or not of this model; the message is one line that counts and lists the
    /// names that do not fit, each with the nearest one that would.
    /// </exception>
    public static IReadOnlyList<string> Import(nn.Module model, string path) => Copy(model, path, WeightsFile.Read(path), converts: true);

    private static List<string> Copy(nn.Module model, string path, IReadOnlyDictionary<string, Tensor> stored, bool converts)
    {
        try
        {
            using var gradients = no_grad();
            var wanted = model.state_dict();
            if (new WeightsComparison(wanted, stored, converts).Faults() is { } faults)
            {
                throw new InvalidDataException($"{path} does not hold the weights of {model.GetType().Name}: {faults} Nothing was loaded.");
            }

            foreach (var (name, tensor) in wanted)
            {
                tensor.copy_(stored[name]);
            }

            GC.KeepAlive(model);
            return
            [
                .. wanted.Select(weight => (From: stored[weight.Key].dtype, To: weight.Value.dtype)).Where(types => types.From != types.To)
                    .GroupBy(types => types).Select(group => $"{group.Key.From} to {group.Key.To} ({group.Count()} of {wanted.Count})"),
            ];
        }
        finally
        {
            foreach (var tensor in stored.Values)
            {
                tensor.Dispose();
            }
        }
    }
}
