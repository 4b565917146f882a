using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.IO;

/// <summary>Compares the weights that a model has with those that a file holds.</summary>
/// <param name="model">The model's parameters and buffers.</param>
/// <param name="file">The file's tensors, on the CPU.</param>
/// <param name="converts">Whether a floating-point type may be imported into another.</param>
/// <param name="proposals">Knows the attributes by which a file is read as it is; nothing where they have no effect.</param>
internal sealed class WeightsComparison(
    IReadOnlyDictionary<string, Tensor> model, IReadOnlyDictionary<string, Tensor> file, bool converts, AttributeProposals? proposals = null)
{
    private const int MostListed = 10;
    private const int LongestName = 200;

    /// <summary>What does not fit, as sentences in one line; nothing if all fits.</summary>
    public string? Faults()
    {
        var missing = model.Where(weight => !file.ContainsKey(weight.Key)).ToList();
        var unexpected = file.Where(weight => !model.ContainsKey(weight.Key)).ToList();
        var shapes = Common(ShapeFault).ToList();
        var types = Common(TypeFault).ToList();
        (int Count, string What)[] counts =
            [(missing.Count, "missing"), (unexpected.Count, "unexpected"), (shapes.Count, "of another shape"), (types.Count, "of another type")];
        if (counts.All(c => c.Count == 0))
        {
            return null;
        }

        var count = $"{string.Join(", ", counts.Where(c => c.Count > 0).Select(c => $"{c.Count} {c.What}"))}.";
        return $"{count} {OfPrefix() ?? List(missing, unexpected, [.. shapes, .. types])}";
    }

    /// <summary>A name that stands before all others, on one side, and what does not fit without it; nothing if there is none.</summary>
    private string? OfPrefix()
    {
        if (WeightNames.Prefix([.. file.Keys], [.. model.Keys]) is { } ofFile)
        {
            var known = ofFile switch
            {
                "module." => ", as torch.nn.DataParallel leaves it",
                "_orig_mod." => ", as torch.compile leaves it",
                _ => "",
            };
            return $"Every name in the file begins with {Text(ofFile)}{known}: save the inner module's state_dict(){proposals?.BeforeAll(ofFile)}.{Apart(model, Without(file, ofFile))}";
        }

        return WeightNames.Prefix([.. model.Keys], [.. file.Keys]) is { } ofModel
            ? $"Every name of the model begins with {Text(ofModel)}: save the state_dict() of a module that has the part {Text(ofModel[..^1])}{proposals?.WithoutPart(ofModel)}.{Apart(Without(model, ofModel), file)}"
            : null;
    }

    private string Apart(IReadOnlyDictionary<string, Tensor> wanted, IReadOnlyDictionary<string, Tensor> found) =>
        new WeightsComparison(wanted, found, converts).Faults() is { } faults ? $" Apart from that: {faults}" : " Apart from that all fits.";

    private static Dictionary<string, Tensor> Without(IReadOnlyDictionary<string, Tensor> weights, string prefix) =>
        weights.ToDictionary(weight => weight.Key[prefix.Length..], weight => weight.Value);

    private string List(List<KeyValuePair<string, Tensor>> missing, List<KeyValuePair<string, Tensor>> unexpected, IEnumerable<string> others)
    {
        var pairs = WeightNames.Pair(model.Keys, missing, unexpected);
        var paired = pairs.Values.ToHashSet();
        var faults = missing.Where(m => pairs.ContainsKey(m.Key)).Select(m => Misnamed(m.Key, pairs[m.Key]))
            .Concat(others)
            .Concat(missing.Where(m => !pairs.ContainsKey(m.Key)).Select(m => $"{Text(m.Key)} is missing"))
            .Concat(unexpected.Where(u => !paired.Contains(u.Key)).Select(u => $"{Text(u.Key)} is unexpected"))
            .ToList();
        var more = faults.Count > MostListed ? $"; and {faults.Count - MostListed} more" : "";
        var property = missing.Concat(unexpected).Any(weight => weight.Key.Contains(WeightNames.BackingField, StringComparison.Ordinal))
            ? $" TorchSharp names an auto-property X <X>{WeightNames.BackingField}: make it a field, or name it by [field: TorchSharp.Utils.ComponentName(Name = \"...\")]."
            : "";
        var instead = proposals?.Instead(
            from m in missing
            where pairs.ContainsKey(m.Key) && m.Value.shape.AsSpan().SequenceEqual(file[pairs[m.Key]].shape)
            select KeyValuePair.Create(m.Key, pairs[m.Key]));
        return $"{string.Join("; ", faults.Take(MostListed))}{more}.{property}{instead}";
    }

    private string Misnamed(string missing, string unexpected)
    {
        Tensor wanted = model[missing], found = file[unexpected];
        var shapes = wanted.shape.AsSpan().SequenceEqual(found.shape) ? ("", "") : ($" {Shapes.Text(found)}", $" {Shapes.Text(wanted)}");
        return $"{Text(unexpected)}{shapes.Item1} is unexpected (did you mean {Text(missing)}{shapes.Item2}, which is missing?)";
    }

    private IEnumerable<string> Common(Func<Tensor, Tensor, string?> fault) =>
        from weight in model
        where file.ContainsKey(weight.Key)
        let text = fault(weight.Value, file[weight.Key])
        where text is not null
        select $"{Text(weight.Key)} {text}";

    private static string? ShapeFault(Tensor wanted, Tensor found) =>
        found.shape.AsSpan().SequenceEqual(wanted.shape) ? null : $"is {Shapes.Text(found)} where {Shapes.Text(wanted)} is wanted";

    private string? TypeFault(Tensor wanted, Tensor found)
    {
        if (found.dtype == wanted.dtype)
        {
            return null;
        }

        if (!converts || !found.is_floating_point() || !wanted.is_floating_point())
        {
            return $"holds {found.dtype} where {wanted.dtype} is wanted";
        }

        using var scope = NewDisposeScope();
        var stays = found.to(wanted.dtype).isfinite().eq(found.isfinite()).all().ToBoolean();
        return stays ? null : $"holds {found.dtype} values that are too large for {wanted.dtype}";
    }

    // A name is whatever the file says; in a message it is one line of a length that can be read.
    private static string Text(string name)
    {
        var cut = name.Length > LongestName ? $"{name[..LongestName]}..." : name;
        return cut.Length > 0 && !cut.Any(char.IsControl) ? cut : $"'{new string([.. cut.Select(letter => char.IsControl(letter) ? '?' : letter)])}'";
    }
}
