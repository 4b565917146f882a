using System.Reflection.Metadata;

namespace Kd.Tasks.Keys;

/// <summary>Tells the code that Kd generates from what the user wrote.</summary>
/// <param name="userTypes">Types that are the user's even if Kd generated a part of them.</param>
internal sealed class GeneratedCode(ISet<CodeType> userTypes)
{
    private const string GeneratedCodeAttribute = "System.CodeDom.Compiler.GeneratedCodeAttribute";

    /// <summary>Whether Kd generated the type or one that it is nested in.</summary>
    public bool Contains(CodeType type)
    {
        for (CodeType? t = type; t is { } current; t = current.Outer)
        {
            if (userTypes.Contains(current))
            {
                return false;
            }

            if (IsMarked(current.Assembly.Metadata, current.Definition.GetCustomAttributes()))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether these attributes of a member say that Kd generated it.</summary>
    public static bool IsMarked(MetadataReader metadata, CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes.Select(metadata.GetCustomAttribute))
        {
            if (metadata.TypeOf(attribute).Name == GeneratedCodeAttribute)
            {
                var value = metadata.GetBlobReader(attribute.Value);
                value.ReadUInt16();
                return value.ReadSerializedString() is "Kd.Generators" or "Kd.Tasks";
            }
        }

        return false;
    }
}
