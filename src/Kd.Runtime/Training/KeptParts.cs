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
    /// <summary>The name of the file, beside the weights.</summary>
    public const string FileName = "parts.safetensors";

    private readonly string _stage = "";
    private readonly string _file = "";

    // Tensors by name, by the part's name. What no part of this run asks for stays, for a stage that comes later.
    private readonly SortedDictionary<string, Dictionary<string, Tensor>> _stored = new(StringComparer.Ordinal);

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
            if (File.Exists(_file))
            {
                Read();
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new KdException("KD3006", $"What the stage {stage} learned beside its weights cannot be read from {_file}: {e.Message}", e);
        }
    }

    /// <summary>Gives a part what it learned before. A part that no stage before had stays as it is made.</summary>
    /// <param name="name">The part's name.</param>
    /// <param name="part">The part, just made.</param>
    /// <exception cref="KdException">The part is of another form now (KD3009).</exception>
    public void Restore(string name, nn.Module part)
    {
        if (!_stored.Remove(name, out var learned))
        {
            return;
        }

        using var gradients = no_grad();
        var wanted = part.state_dict();
        var differences = learned.Keys.Except(wanted.Keys).Select(key => $"{key} {Shapes.Text(learned[key])}, which is not there now")
            .Concat(wanted.Keys.Except(learned.Keys).Select(key => $"no {key} {Shapes.Text(wanted[key])}"))
            .Concat(wanted.Keys.Intersect(learned.Keys).Where(key => !wanted[key].shape.SequenceEqual(learned[key].shape))
                .Select(key => $"{key} {Shapes.Text(learned[key])}, which is {Shapes.Text(wanted[key])} now")).ToList();
        if (differences.Count == 0)
        {
            foreach (var (key, tensor) in wanted)
            {
                tensor.copy_(learned[key]);
            }
        }

        foreach (var tensor in learned.Values)
        {
            tensor.Dispose();
        }

        if (differences.Count > 0)
        {
            throw new KdException(
                "KD3009", $"The term of {name} goes on with what it learned in the stage {_stage}, which is of another form: {string.Join("; ", differences)} ({_file}). " +
                "Give it the same place and the same Adapter in both stages, or a Name of its own in one of them, with which it starts anew.");
        }
    }

    /// <summary>Writes parts, and what earlier stages left for others.</summary>
    /// <param name="folder">The folder of the weights.</param>
    /// <param name="parts">The parts by name, in order; those that learn nothing are passed over.</param>
    public void Write(string folder, IEnumerable<(string Name, nn.Module Part)> parts)
    {
        var all = parts.Select(p => (p.Name, Tensors: p.Part.state_dict())).Concat(_stored.Select(p => (Name: p.Key, Tensors: p.Value)))
            .Where(p => p.Tensors.Count > 0).ToList();
        SafeTensors.Write(
            Path.Combine(folder, FileName),
            all.SelectMany(p => p.Tensors.Select(tensor => KeyValuePair.Create($"{p.Name}.{tensor.Key}", tensor.Value))),
            all.Select(p => KeyValuePair.Create(p.Name, string.Join(' ', p.Tensors.Keys))));
    }

    public void Dispose()
    {
        foreach (var tensor in _stored.Values.SelectMany(part => part.Values))
        {
            tensor.Dispose();
        }
    }

    // A dot may end the name of a part or be inside it, so the file says which tensors are whose.
    private void Read()
    {
        var parts = SafeTensors.ReadMetadata(_file);
        var tensors = new Dictionary<string, Tensor>(SafeTensors.Read(_file));
        try
        {
            foreach (var (part, keys) in parts)
            {
                var learned = _stored[part] = [];
                foreach (var key in keys.Split(' '))
                {
                    learned.Add(key, tensors.Remove($"{part}.{key}", out var tensor) ? tensor : throw new InvalidDataException($"it lacks the tensor {part}.{key}."));
                }
            }
        }
        finally
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }
        }
    }
}
