using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>The attributes that make a class a teacher: <c>[Teacher]</c> and <c>[TeacherScript("file")]</c>.</summary>
internal static class TeacherMark
{
    private const string Script = "TeacherScriptAttribute";

    /// <summary>The metadata names of the attributes.</summary>
    public static readonly string[] Attributes = ["TeacherAttribute", Script];

    /// <summary>The first of them that a class has.</summary>
    public static AttributeData? Find(ISymbol type) => Attributes.Select(type.FindKdAttribute).FirstOrDefault(a => a is not null);

    /// <summary>Whether the teacher is a TorchScript file.</summary>
    public static bool IsScript(ISymbol type) => type.FindKdAttribute(Script) is not null;

    /// <summary>The file that a teacher comes from instead of being trained.</summary>
    public static string? File(ISymbol type) =>
        type.FindKdAttribute(Script) is { } script ? script.ConstructorArguments.FirstOrDefault().Value as string ?? ""
            : type.FindKdAttribute("TeacherAttribute")?.Named("Weights") as string;
}
