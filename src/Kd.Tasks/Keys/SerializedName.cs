namespace Kd.Tasks.Keys;

/// <summary>The name of a type as an attribute's blob has it: <c>Space.Outer+Inner`1[[Arguments]], Assembly, Version=...</c>.</summary>
internal static class SerializedName
{
    /// <summary>The simple name of the assembly, if there is one, and the full name of the type without its arguments.</summary>
    public static (string? Assembly, string Name) Split(string serializedName)
    {
        var arguments = serializedName.IndexOf('[');
        var behind = serializedName.LastIndexOf(']') + 1;
        var comma = serializedName.IndexOf(',', behind);
        var name = arguments >= 0 ? serializedName.Substring(0, arguments)
            : comma >= 0 ? serializedName.Substring(0, comma)
            : serializedName;
        return (comma < 0 ? null : serializedName.Substring(comma + 1).Split(',')[0].Trim(), name);
    }
}
