using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Kd.Tasks.Keys;

/// <summary>An assembly whose code is read, never run.</summary>
internal sealed class CodeAssembly : IDisposable
{
    private readonly Dictionary<string, TypeDefinitionHandle> _types = new(StringComparer.Ordinal);

    /// <param name="image">The assembly's bytes; owned from here on.</param>
    public CodeAssembly(Stream image)
    {
        Image = new PEReader(image, PEStreamOptions.PrefetchEntireImage);
        Metadata = Image.GetMetadataReader();
        Name = Metadata.GetString(Metadata.GetAssemblyDefinition().Name);
        foreach (var handle in Metadata.TypeDefinitions)
        {
            _types[Metadata.FullName(handle)] = handle;
        }
    }

    public PEReader Image { get; }

    public MetadataReader Metadata { get; }

    public string Name { get; }

    /// <summary>The id that the compiler gave the code.</summary>
    public string Module => Metadata.GetGuid(Metadata.GetModuleDefinition().Mvid).ToString("d");

    /// <summary>The type that holds what runs when the assembly is first used.</summary>
    public CodeType ModuleType => new(this, _types["<Module>"]);

    public CodeType? Find(string fullName) =>
        _types.TryGetValue(fullName, out var handle) ? new CodeType(this, handle) : null;

    public void Dispose() => Image.Dispose();
}
