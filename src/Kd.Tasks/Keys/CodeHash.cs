using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Kd.Tasks.Keys;

/// <summary>Hashes the code that a stage can reach.</summary>
/// <param name="assemblies">Where code is followed; everything else counts by name.</param>
/// <param name="userTypes">The serialized names of all types that stages read.</param>
internal sealed class CodeHash(CodeAssemblies assemblies, IEnumerable<string> userTypes)
{
    // What stands for the code of a type that has none here: its name says all, and the version of its package.
    private const string OfAnotherProject = "";

    private readonly Dictionary<CodeType, TypeDigest> _digests = [];
    private readonly Dictionary<CodeAssembly, string> _resources = [];
    private readonly GeneratedCode _generated = new(new HashSet<CodeType>(Find(assemblies, userTypes)));

    /// <summary>The hashes of all code that can be reached from some types, by the name of the type, ordered by it.</summary>
    /// <param name="reads">Their serialized names.</param>
    public IReadOnlyDictionary<string, string> Of(IEnumerable<string> reads)
    {
        var names = reads.ToList();
        var parts = names.Where(name => assemblies.FindSerialized(name, assemblies.Main) is null).Select(name => (Type: name, Hash: OfAnotherProject)).ToList();
        var seen = new HashSet<CodeType>();
        var waiting = new Queue<CodeType>(Find(assemblies, names));
        while (waiting.Count > 0)
        {
            var type = waiting.Dequeue();
            if (!seen.Add(type) || _generated.Contains(type))
            {
                continue;
            }

            var digest = DigestOf(type);
            parts.Add((NameOf(type), $"{TypeNames.WithoutFileHash(type.Assembly.Metadata.FullName(type.Handle))} {digest.Hash}"));
            waiting.Enqueue(type.Assembly.ModuleType);
            foreach (var next in digest.Reached.Types)
            {
                waiting.Enqueue(next);
            }

            if (digest.Reached.Resources)
            {
                parts.Add(("embedded resources" + OfAssembly(type.Assembly), ResourcesOf(type.Assembly)));
            }
        }

        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in parts.GroupBy(part => part.Type, part => part.Hash))
        {
            hashes.Add(type.Key, Combine(type));
        }

        return hashes;
    }

    // The types inside another, the compiler's own too, count as a part of it.
    private string NameOf(CodeType type)
    {
        while (type.Outer is { } outer)
        {
            type = outer;
        }

        return TypeNames.WithoutFileHash(type.Assembly.Metadata.FullName(type.Handle)) + OfAssembly(type.Assembly);
    }

    private string OfAssembly(CodeAssembly assembly) => assembly == assemblies.Main ? "" : $", {assembly.Name}";

    private static string Combine(IEnumerable<string> hashes)
    {
        using var all = new Digest();
        foreach (var hash in hashes.Distinct().OrderBy(hash => hash, StringComparer.Ordinal))
        {
            all.Add(hash);
        }

        return all.Hash();
    }

    private static IEnumerable<CodeType> Find(CodeAssemblies assemblies, IEnumerable<string> names) =>
        names.Select(name => assemblies.FindSerialized(name, assemblies.Main)).OfType<CodeType>();

    private TypeDigest DigestOf(CodeType type)
    {
        if (!_digests.TryGetValue(type, out var digest))
        {
            _digests.Add(type, digest = TypeDigest.Of(type, assemblies));
        }

        return digest;
    }

    private string ResourcesOf(CodeAssembly assembly)
    {
        if (!_resources.TryGetValue(assembly, out var hash))
        {
            _resources.Add(assembly, hash = HashResources(assembly));
        }

        return hash;
    }

    private static string HashResources(CodeAssembly assembly)
    {
        using var digest = new Digest();
        if (assembly.Image.PEHeaders.CorHeader is not { ResourcesDirectory: { Size: > 0 } directory })
        {
            return digest.Hash();
        }

        var section = assembly.Image.GetSectionData(directory.RelativeVirtualAddress);
        foreach (var resource in assembly.Metadata.ManifestResources.Select(assembly.Metadata.GetManifestResource).Where(r => r.Implementation.IsNil))
        {
            var content = section.GetReader(checked((int)resource.Offset), section.Length - checked((int)resource.Offset));
            digest.Add(assembly.Metadata.GetString(resource.Name)).Add(ImmutableArray.Create(content.ReadBytes(content.ReadInt32())));
        }

        return digest.Hash();
    }
}
