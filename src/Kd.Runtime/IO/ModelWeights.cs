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

    /// <summary>Reads a model's parameters and buffers: all of them, or none when a name or shape does not fit.</summary>
    /// <param name="model">The model, on any device.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or is not of this model; the message lists missing, unexpected and mis-shaped names.
    /// </exception>
    public static void Load(nn.Module model, string path)
    {
        var stored = SafeTensors.Read(path);
        try
        {
            using var gradients = no_grad();
            var wanted = model.state_dict();
            var faults = Faults(wanted, stored);
            if (faults.Count > 0)
            {
                throw new InvalidDataException($"{path} does not hold the weights of {model.GetType().Name}: {string.Join("; ", faults)}. Nothing was loaded.");
            }

            foreach (var (name, tensor) in wanted)
            {
                tensor.copy_(stored[name]);
            }

            GC.KeepAlive(model);
        }
        finally
        {
            foreach (var tensor in stored.Values)
            {
                tensor.Dispose();
            }
        }
    }

    private static List<string> Faults(Dictionary<string, Tensor> wanted, IReadOnlyDictionary<string, Tensor> stored)
    {
        var faults = new List<string>();
        foreach (var (name, tensor) in wanted)
        {
            if (!stored.TryGetValue(name, out var found))
            {
                faults.Add($"{name} is missing");
            }
            else if (!found.shape.AsSpan().SequenceEqual(tensor.shape))
            {
                faults.Add($"{name} is {Losses.Shapes.Text(found)} where {Losses.Shapes.Text(tensor)} is wanted");
            }
        }

        faults.AddRange(stored.Keys.Where(name => !wanted.ContainsKey(name)).Select(name => $"{name} is unexpected"));
        return faults;
    }
}
