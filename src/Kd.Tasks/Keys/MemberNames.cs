using System.Reflection.Metadata;

namespace Kd.Tasks.Keys;

/// <summary>Names whatever a token in a method's code stands for.</summary>
internal sealed class MemberNames(CodeAssembly assembly, TypeNames types, Reached reached)
{
    private readonly MetadataReader _metadata = assembly.Metadata;

    public string Of(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.MethodDefinition => Method((MethodDefinitionHandle)handle),
        HandleKind.FieldDefinition => Field((FieldDefinitionHandle)handle),
        HandleKind.MemberReference => Reference((MemberReferenceHandle)handle),
        HandleKind.MethodSpecification => Instance((MethodSpecificationHandle)handle),
        HandleKind.StandaloneSignature => Call((StandaloneSignatureHandle)handle),
        _ => types.Of(handle),
    };

    private string Method(MethodDefinitionHandle handle)
    {
        var method = _metadata.GetMethodDefinition(handle);
        return $"{types.Of(method.GetDeclaringType())}::{_metadata.GetString(method.Name)} {TypeNames.Signature(method.DecodeSignature(types, null))}";
    }

    private string Field(FieldDefinitionHandle handle)
    {
        var field = _metadata.GetFieldDefinition(handle);
        return $"{types.Of(field.GetDeclaringType())}::{_metadata.GetString(field.Name)}";
    }

    private string Reference(MemberReferenceHandle handle)
    {
        var member = _metadata.GetMemberReference(handle);
        var parent = member.Parent.Kind == HandleKind.MethodDefinition ? Of(member.Parent) : types.Of(member.Parent);
        var name = _metadata.GetString(member.Name);
        reached.Resources |= name.StartsWith("GetManifestResource", StringComparison.Ordinal)
            || parent.EndsWith("System.Resources.ResourceManager", StringComparison.Ordinal);
        return member.GetKind() == MemberReferenceKind.Field
            ? $"{parent}::{name}"
            : $"{parent}::{name} {TypeNames.Signature(member.DecodeMethodSignature(types, null))}";
    }

    private string Instance(MethodSpecificationHandle handle)
    {
        var instance = _metadata.GetMethodSpecification(handle);
        return $"{Of(instance.Method)}<{string.Join(",", instance.DecodeSignature(types, null))}>";
    }

    private string Call(StandaloneSignatureHandle handle) =>
        TypeNames.Signature(_metadata.GetStandaloneSignature(handle).DecodeMethodSignature(types, null));
}
