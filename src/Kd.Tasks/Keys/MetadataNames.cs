using System.Reflection.Metadata;

namespace Kd.Tasks.Keys;

/// <summary>Full names of types in metadata, nested ones with a plus.</summary>
internal static class MetadataNames
{
    public static string FullName(this MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = Qualified(metadata, type.Namespace, type.Name);
        var outer = type.GetDeclaringType();
        return outer.IsNil ? name : $"{metadata.FullName(outer)}+{name}";
    }

    public static (string? Assembly, string Name) FullName(this MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = Qualified(metadata, type.Namespace, type.Name);
        switch (type.ResolutionScope.Kind)
        {
            case HandleKind.AssemblyReference:
                var assembly = metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
                return (metadata.GetString(assembly.Name), name);
            case HandleKind.TypeReference:
                var outer = metadata.FullName((TypeReferenceHandle)type.ResolutionScope);
                return (outer.Assembly, $"{outer.Name}+{name}");
            default:
                return (null, name);
        }
    }

    /// <summary>The class of an attribute; its assembly is null for the one that is read.</summary>
    public static (string? Assembly, string Name) TypeOf(this MetadataReader metadata, CustomAttribute attribute)
    {
        var type = attribute.Constructor.Kind == HandleKind.MethodDefinition
            ? metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType()
            : metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (type.Kind == HandleKind.TypeSpecification)
        {
            type = GenericDefinition(metadata, (TypeSpecificationHandle)type);
        }

        return type.Kind switch
        {
            HandleKind.TypeReference => metadata.FullName((TypeReferenceHandle)type),
            HandleKind.TypeDefinition => (null, metadata.FullName((TypeDefinitionHandle)type)),
            _ => (null, ""),
        };
    }

    private static EntityHandle GenericDefinition(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadByte() != (byte)SignatureTypeCode.GenericTypeInstance)
        {
            return default;
        }

        signature.ReadByte();
        return signature.ReadTypeHandle();
    }

    private static string Qualified(MetadataReader metadata, StringHandle @namespace, StringHandle name) =>
        @namespace.IsNil ? metadata.GetString(name) : $"{metadata.GetString(@namespace)}.{metadata.GetString(name)}";
}
