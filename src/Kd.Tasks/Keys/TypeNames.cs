using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Text.RegularExpressions;

namespace Kd.Tasks.Keys;

/// <summary>
/// Names types so that a name stays the same when unrelated code comes or goes, and notes the types it named.
/// </summary>
internal sealed class TypeNames(CodeAssembly assembly, CodeAssemblies all, Reached reached)
    : ISignatureTypeProvider<string, object?>, ICustomAttributeTypeProvider<string>
{
    private const string SystemType = "System.Type";

    // The name of a file-local type has the hash of its file's path in it.
    private static readonly Regex _fileHash = new("F[0-9A-F]{64}__", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, CodeType> _named = new(StringComparer.Ordinal);

    public string Of(EntityHandle type) => type.IsNil ? "" : type.Kind switch
    {
        HandleKind.TypeDefinition => GetTypeFromDefinition(assembly.Metadata, (TypeDefinitionHandle)type, 0),
        HandleKind.TypeReference => GetTypeFromReference(assembly.Metadata, (TypeReferenceHandle)type, 0),
        HandleKind.TypeSpecification => GetTypeFromSpecification(assembly.Metadata, null, (TypeSpecificationHandle)type, 0),
        _ => "",
    };

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        Note(new CodeType(assembly, handle));

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var (scope, name) = reader.FullName(handle);
        return all.Find(scope ?? assembly.Name, name) is { } type ? Note(type) : $"[{scope}]{name}";
    }

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetTypeFromSerializedName(string name)
    {
        var type = all.FindSerialized(name, assembly);
        var (scope, plain) = SerializedName.Split(name);
        return type is { } found ? Note(found) : $"[{scope}]{plain}";
    }

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetSystemType() => SystemType;

    public bool IsSystemType(string type) => type.EndsWith(SystemType, StringComparison.Ordinal);

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{shape.Rank}]";

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPinnedType(string elementType) => "pinned " + elementType;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => $"{unmodifiedType} modified by {modifier}";

    public string GetFunctionPointerType(MethodSignature<string> signature) => "function " + Signature(signature);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{genericType}<{string.Join(",", typeArguments)}>";

    public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index;

    public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index;

    public PrimitiveTypeCode GetUnderlyingEnumType(string type) =>
        _named.TryGetValue(type, out var found) && found.Definition.GetFields().Select(found.Assembly.Metadata.GetFieldDefinition)
            .FirstOrDefault(f => found.Assembly.Metadata.StringComparer.Equals(f.Name, "value__")) is var value && !value.Signature.IsNil
            ? UnderlyingType(found.Assembly.Metadata.GetBlobReader(value.Signature))
            : PrimitiveTypeCode.Int32;

    public static string Signature(MethodSignature<string> signature) =>
        $"{signature.Header} {signature.ReturnType} `{signature.GenericParameterCount} ({string.Join(",", signature.ParameterTypes)})";

    /// <summary>Whether the compiler makes one such type for the whole assembly, so that its name says all about it.</summary>
    public static bool IsSharedByAssembly(CodeType type)
    {
        var name = type.Assembly.Metadata.GetString(type.Definition.Name);
        return type.Outer is null
            && (name.StartsWith("<>", StringComparison.Ordinal) || name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal));
    }

    /// <summary>The name of a file-local type without what differs between machines.</summary>
    public static string WithoutFileHash(string name) => _fileHash.Replace(name, "F__");

    private static PrimitiveTypeCode UnderlyingType(BlobReader signature)
    {
        signature.ReadSignatureHeader();
        return (PrimitiveTypeCode)signature.ReadByte();
    }

    private string Note(CodeType type)
    {
        var name = $"[{type.Assembly.Name}]{StableName(type)}";
        _named[name] = type;
        if (!IsSharedByAssembly(type))
        {
            reached.Types.Add(type);
        }

        return name;
    }

    private string StableName(CodeType type)
    {
        var metadata = type.Assembly.Metadata;
        var name = metadata.FullName(type.Handle);
        if (name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal))
        {
            var members = type.Definition.GetGenericParameters().Select(p => metadata.GetString(metadata.GetGenericParameter(p).Name));
            return $"anonymous type({string.Join(",", members)})";
        }

        if (name.StartsWith("<>f__AnonymousDelegate", StringComparison.Ordinal))
        {
            var invoke = type.Definition.GetMethods().Select(metadata.GetMethodDefinition).First(m => metadata.StringComparer.Equals(m.Name, "Invoke"));
            return $"anonymous delegate({Signature(invoke.DecodeSignature(this, null))})";
        }

        return WithoutFileHash(name);
    }
}
