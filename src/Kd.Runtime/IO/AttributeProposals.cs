namespace Kd.IO;

/// <summary>The attributes that would make a model fit a file whose names are others.</summary>
/// <param name="names">What the model's attributes say now.</param>
/// <param name="models">The names in the model by those that they should have in the file.</param>
internal sealed class AttributeProposals(NamesInFile names, IReadOnlyDictionary<string, string> models)
{
    private const int MostListed = 5;

    /// <summary>For a prefix of all names in the file that the model lacks.</summary>
    /// <param name="prefix">The prefix, with its dot.</param>
    public string BeforeAll(string prefix) =>
        Or($"[WeightName(\"{prefix}{names.Prefix}".TrimEnd('.') + $"\")] on {names.Class}", prefix);

    /// <summary>For a prefix of all names of the model that the file lacks.</summary>
    /// <param name="prefix">The prefix, with its dot.</param>
    public string WithoutPart(string prefix) =>
        models.Values.All(name => name.StartsWith(prefix, StringComparison.Ordinal)) ? Or(Attribute("", prefix[..^1]), prefix) : "";

    /// <summary>For names that differ.</summary>
    /// <param name="pairs">Names that the file should have and those that it has instead.</param>
    public string Instead(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var before = names.Prefix.Length == 0 ? "" : names.Prefix + ".";
        var proposals = pairs.Where(pair => pair.Value.StartsWith(before, StringComparison.Ordinal)).Select(pair => Shortened(models[pair.Key], pair.Value[before.Length..]))
            .Where(pair => IsPlain(pair.Model) && IsPlain(pair.File)).Distinct()
            .GroupBy(pair => pair.Model).Where(one => one.Count() == 1).Select(one => Attribute(one.Single().File, one.Key)).ToList();
        var more = proposals.Count > MostListed ? $"; and {proposals.Count - MostListed} more" : "";
        return proposals.Count == 0 ? "" : $" To read the file as it is, write {string.Join("; ", proposals.Take(MostListed))}{more}.";
    }

    private static string Or(string attribute, string prefix) => IsPlain(prefix[..^1]) ? $", or write {attribute}" : "";

    private static string Attribute(string file, string model)
    {
        var parts = model.Split('.', 2);
        var path = parts.Length == 1 ? "" : $", Path = \"{parts[1]}\"";
        return $"[WeightName(\"{file}\"{path})] on {WeightNames.WithoutBackingField(parts[0])}";
    }

    /// <summary>Without the last parts, which are the same: what is renamed is the module that they are in.</summary>
    private static (string Model, string File) Shortened(string model, string file)
    {
        string[] a = model.Split('.'), b = file.Split('.');
        var same = 0;
        while (same < Math.Min(a.Length, b.Length) - 1 && a[^(same + 1)] == b[^(same + 1)])
        {
            same++;
        }

        return (string.Join('.', a[..^same]), string.Join('.', b[..^same]));
    }

    // What a string literal can hold as it is, and a reader take in.
    private static bool IsPlain(string name) =>
        name.Length is > 0 and < 100 && name.Split('.').Select(WeightNames.WithoutBackingField).All(part => part.Length > 0 && part.All(c => char.IsLetterOrDigit(c) || c is '_' or '-'));
}
