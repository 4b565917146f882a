using Kd.IO;
using Kd.Losses;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// What losses and adapters have learned in the stages of one student: <c>parts.safetensors</c>, with names as in
/// <c>guided.late.adapter.weight</c>. A stage leaves it to the next.
/// </summary>
internal sealed class KeptParts : IDisposable
{
    private readonly string _stage = "";
    private readonly string _file = "";

    // What no part of this run has asked for stays, for a stage that comes later.
    private readonly Dictionary<string, Tensor> _stored = [];

    /// <summary>Makes the parts of a run that starts from nothing.</summary>
    public KeptParts()
    {
    }

    /// <summary>Reads the parts that a stage left; none if it left no file.</summary>
    /// <param name="stage">The stage's name, for messages.</param>
    /// <param name="weights">The file of the stage's weights.</param>
    /// <exception cref="KdException">The file is damaged (KD3006).</exception>
    public KeptParts(string stage, string weights)
    {
        (_stage, _file) = (stage, Path.Combine(Path.GetDirectoryName(weights) ?? "", FileName));
        try
        {
            _stored = File.Exists(_file) ? new(SafeTensors.Read(_file)) : [];
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new KdException("KD3006", $"What the stage {stage} learned beside its weights cannot be read from {_file}: {e.Message}", e);
        }
    }

    /// <summary>The name of the file, beside the weights.</summary>
    public const string FileName = "parts.safetensors";

    /// <summary>Gives a part what it learned before. A part of which nothing was left stays as it is made.</summary>
    /// <param name="name">The part's name.</param>
    /// <param name="part">The part, just made.</param>
    /// <exception cref="KdException">The part is of another form now (KD3009).</exception>
    public void Restore(string name, nn.Module part)
    {
        var wanted = part.state_dict();
        if (!wanted.Keys.Any(key => _stored.ContainsKey($"{name}.{key}")))
        {
            return;
        }

        using var gradients = no_grad();
        foreach (var (key, tensor) in wanted)
        {
            if (!_stored.Remove($"{name}.{key}", out var stored))
            {
                throw Differs(name, $"has learned no {key}");
            }

            using (stored)
            {
                if (!stored.shape.SequenceEqual(tensor.shape))
                {
                    throw Differs(name, $"has learned {key} with the shape {Shapes.Text(stored.shape)} where {Shapes.Text(tensor.shape)} is wanted now");
                }

                tensor.copy_(stored);
            }
        }
    }

    /// <summary>Writes parts, and what earlier stages left for others.</summary>
    /// <param name="folder">The folder of the weights.</param>
    /// <param name="parts">The parts by name, in order.</param>
    public void Write(string folder, IEnumerable<(string Name, nn.Module Part)> parts) => SafeTensors.Write(
        Path.Combine(folder, FileName),
        parts.SelectMany(p => p.Part.state_dict().Select(tensor => KeyValuePair.Create($"{p.Name}.{tensor.Key}", tensor.Value)))
            .Concat(_stored.OrderBy(tensor => tensor.Key, StringComparer.Ordinal)));

    public void Dispose()
    {
        foreach (var tensor in _stored.Values)
        {
            tensor.Dispose();
        }
    }

    private KdException Differs(string name, string what) => new(
        "KD3009", $"The term {name} {what}: it goes on with what it learned in the stage {_stage} ({_file}). " +
        "Give it the same adapter and the same place in both stages, or another Name in one of them, with which it starts anew.");
}
