using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Kd.Tasks.Keys;

/// <summary>Hashes the code that a stage can reach.</summary>
/// <param name="assemblies">Where code is followed; everything else counts by name.</param>
/// <param name="userTypes">The serialized names of all types that stages read.</param>
internal sealed class CodeHash(CodeAssemblies assemblies, IEnumerable<string> userTypes)
{
    private readonly Dictionary<CodeType, TypeDigest> _digests = [];
    private readonly Dictionary<CodeAssembly, string> _resources = [];
    private readonly GeneratedCode _generated = new(new HashSet<CodeType>(Find(assemblies, userTypes)));

    /// <summary>The hash of all code that can be reached from some types.</summary>
    /// <param name="reads">Their serialized names.</param>
    public string Of(IEnumerable<string> reads)
    {
        var names = reads.ToList();
        var parts = names.Where(name => assemblies.FindSerialized(name, assemblies.Main) is null).ToList();
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
            parts.Add($"{TypeNames.WithoutFileHash(type.Assembly.Metadata.FullName(type.Handle))} {digest.Hash}");
            waiting.Enqueue(type.Assembly.ModuleType);
            foreach (var next in digest.Reached.Types)
            {
                waiting.Enqueue(next);
            }

            if (digest.Reached.Resources)
            {
                parts.Add(ResourcesOf(type.Assembly));
            }
        }

        using var all = new Digest();
        foreach (var part in parts.Distinct().OrderBy(p => p, StringComparer.Ordinal))
        {
            all.Add(part);
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
