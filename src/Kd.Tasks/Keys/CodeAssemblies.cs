namespace Kd.Tasks.Keys;

/// <summary>The user's assembly and those built from its project references: the code that counts.</summary>
internal sealed class CodeAssemblies : IDisposable
{
    // Their versions are in the key as a whole.
    private static readonly string[] _kdsOwn = ["Kd.Dsl", "Kd.Runtime", "Kd.Host"];

    private readonly Dictionary<string, CodeAssembly> _byName = new(StringComparer.Ordinal);

    private CodeAssemblies(CodeAssembly main)
    {
        Main = main;
        _byName.Add(main.Name, main);
    }

    public CodeAssembly Main { get; }

    /// <summary>The ids that the compiler gave the code of each, by the assembly's name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Modules =>
        _byName.Select(entry => new KeyValuePair<string, string>(entry.Key, entry.Value.Module)).OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();

    public static CodeAssemblies Open(string main, IEnumerable<string> projectReferences)
    {
        var all = new CodeAssemblies(Read(main));
        foreach (var path in projectReferences)
        {
            all.Add(Read(path));
        }

        return all;
    }

    public static CodeAssemblies Open(Stream main, params Stream[] projectReferences)
    {
        var all = new CodeAssemblies(new CodeAssembly(main));
        foreach (var image in projectReferences)
        {
            all.Add(new CodeAssembly(image));
        }

        return all;
    }

    public CodeType? Find(string? assembly, string fullName) =>
        assembly is null ? Main.Find(fullName)
        : _byName.TryGetValue(assembly, out var found) ? found.Find(fullName)
        : null;

    /// <summary>Finds a type by its name as an attribute's blob has it.</summary>
    /// <param name="serializedName">The full name, with the assembly behind a comma unless it is <paramref name="home"/>.</param>
    /// <param name="home">The assembly that holds the blob.</param>
    public CodeType? FindSerialized(string serializedName, CodeAssembly home)
    {
        var (assembly, name) = SerializedName.Split(serializedName);
        return Find(assembly ?? home.Name, name);
    }

    public void Dispose()
    {
        foreach (var assembly in _byName.Values)
        {
            assembly.Dispose();
        }
    }

    private static CodeAssembly Read(string path) => new(new MemoryStream(File.ReadAllBytes(path), writable: false));

    private void Add(CodeAssembly assembly)
    {
        if (_kdsOwn.Contains(assembly.Name) || _byName.ContainsKey(assembly.Name))
        {
            assembly.Dispose();
            return;
        }

        _byName.Add(assembly.Name, assembly);
    }
}
