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
    public static void Load(nn.Module model, string path) => Copy(model, path, SafeTensors.Read(path), imports: false);

    /// <summary>
    /// Reads weights that come from elsewhere, from a <c>.safetensors</c> file or a <c>.dat</c> file of TorchSharp's
    /// <c>module.save</c>: all of them, or nothing when one does not fit. A floating-point type is converted to that of
    /// the model's parameter if no value becomes too large for it; any other difference of types does not fit. The names are the model's own, but for
    /// what <see cref="WeightNameAttribute"/> says.
    /// </summary>
    /// <param name="model">The model, on any device.</param>
    /// <param name="path">The file.</param>
    /// <returns>What was converted, as in <c>Float16 to Float32 (12 of 14)</c>; nothing if all types were the same.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, of an unknown format or not of this model; the message is one line that counts and lists the
    /// names that do not fit, each with the nearest one that would, and the attributes by which they would. Or an attribute names nothing.
    /// </exception>
    public static IReadOnlyList<string> Import(nn.Module model, string path) => Copy(model, path, WeightsFile.Read(path), imports: true);

    private static List<string> Copy(nn.Module model, string path, IReadOnlyDictionary<string, Tensor> stored, bool imports)
    {
        try
        {
            using var gradients = no_grad();
            var weights = model.state_dict();
            var given = imports ? new NamesInFile(model) : null;
            var names = given?.Of(weights.Keys);

            // What Kd writes has the names of the class, and is a teacher's file as well.
            if (names is null || stored.Keys.ToHashSet().SetEquals(weights.Keys))
            {
                names = weights.Keys.ToDictionary(name => name);
            }

            var tied = names.ToLookup(name => name.Value, name => name.Key);
            var wanted = tied.ToDictionary(weight => weight.Key, weight => weights[weight.First()]);
            var proposals = given is null ? null : new AttributeProposals(given, tied.ToDictionary(weight => weight.Key, weight => weight.First()));
            if ((Torn(tied, weights) ?? new WeightsComparison(wanted, stored, imports, proposals).Faults()) is { } faults)
            {
                throw new InvalidDataException($"{path} does not hold the weights of {model.GetType().Name}: {faults} Nothing was loaded.");
            }

            foreach (var (name, tensor) in weights)
            {
                tensor.copy_(stored[names[name]]);
            }

            GC.KeepAlive(model);
            return
            [
                .. weights.Select(weight => (From: stored[names[weight.Key]].dtype, To: weight.Value.dtype)).Where(types => types.From != types.To)
                    .GroupBy(types => types).Select(group => $"{group.Key.From} to {group.Key.To} ({group.Count()} of {weights.Count})"),
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

    /// <summary>Weights of one name that cannot be the same tensor; nothing if there are none.</summary>
    private static string? Torn(ILookup<string, string> tied, IReadOnlyDictionary<string, Tensor> weights) =>
        (from name in tied
         from other in name.Skip(1)
         where !weights[other].shape.AsSpan().SequenceEqual(weights[name.First()].shape) || weights[other].dtype != weights[name.First()].dtype
         select $"{name.First()} and {other} are both read from {name.Key}, but are no tensors of one shape and type.").FirstOrDefault();
}
