using System.Collections.Immutable;
using System.Reflection.Metadata;
using Kd.Tasks.Keys;

namespace Kd.Tasks.Graph;

/// <summary>Reads the stages that an assembly declares, without loading it.</summary>
internal static class StageReader
{
    private const string StageAttribute = "Kd.Training.DistillStageAttribute";

    public static IReadOnlyList<Stage> Read(CodeAssembly assembly)
    {
        var metadata = assembly.Metadata;
        return metadata.GetAssemblyDefinition().GetCustomAttributes()
            .Select(metadata.GetCustomAttribute)
            .Where(attribute => metadata.TypeOf(attribute).Name == StageAttribute)
            .Select(attribute => ToStage(attribute.DecodeValue(SerializedTypeNames.Instance)))
            .ToList();
    }

    private static Stage ToStage(CustomAttributeValue<string> value)
    {
        var named = value.NamedArguments.ToDictionary(a => a.Name!, a => a.Value);
        return new((string)value.FixedArguments[0].Value!, (StageRole)(int)value.FixedArguments[1].Value!)
        {
            Student = Text("Student"),
            Models = Strings("Models"),
            After = Strings("After"),
            Reads = Strings("Reads"),
            Settings = Strings("Settings"),
            Declaration = Text("Declaration") ?? "",
            Weights = Text("Weights"),
            IsScript = named.TryGetValue("IsScript", out var isScript) && isScript is true,
        };

        string? Text(string name) => named.TryGetValue(name, out var found) ? (string?)found : null;

        IReadOnlyList<string> Strings(string name) =>
            named.TryGetValue(name, out var found) && found is ImmutableArray<CustomAttributeTypedArgument<string>> items
                ? items.Select(item => (string)item.Value!).ToList()
                : [];
    }

    /// <summary>Leaves the names of types as the attribute's blob has them.</summary>
    private sealed class SerializedTypeNames : ICustomAttributeTypeProvider<string>
    {
        public static readonly SerializedTypeNames Instance = new();

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSystemType() => "System.Type";

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => reader.FullName(handle);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => reader.FullName(handle).Name;

        public string GetTypeFromSerializedName(string name) => name;

        public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

        public bool IsSystemType(string type) => type == "System.Type";
    }
}
