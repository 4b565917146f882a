using System.Reflection.Metadata;

namespace Kd.Tasks.Keys;

/// <summary>A type in one of the assemblies whose code is read.</summary>
internal readonly record struct CodeType(CodeAssembly Assembly, TypeDefinitionHandle Handle)
{
    public TypeDefinition Definition => Assembly.Metadata.GetTypeDefinition(Handle);

    public CodeType? Outer => Definition.GetDeclaringType() is { IsNil: false } outer ? new CodeType(Assembly, outer) : null;
}
