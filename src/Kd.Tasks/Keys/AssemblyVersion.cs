using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Kd.Tasks.Keys;

/// <summary>What tells one build of an assembly from another.</summary>
/// <param name="Name">Its simple name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Module">The id that the compiler gave its code.</param>
internal sealed record AssemblyVersion(string Name, string Version, string Module)
{
    public static AssemblyVersion Read(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        var metadata = image.GetMetadataReader();
        var definition = metadata.GetAssemblyDefinition();
        return new(
            metadata.GetString(definition.Name), definition.Version.ToString(),
            metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToString("d"));
    }
}
