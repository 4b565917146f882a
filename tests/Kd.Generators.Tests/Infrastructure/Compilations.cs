using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kd.Generators.Tests;

/// <summary>Compilations as strict as a user's can be: nullable, documented, all warnings.</summary>
internal static class Compilations
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    /// <summary>The files that a program refers to.</summary>
    public static readonly string[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not ("Kd.Generators.dll" or "Kd.Generators.Tests.dll")),
    ];

    // Compilations that come from one share what it knows of its references.
    private static readonly CSharpCompilation _empty = CSharpCompilation.Create(
        "User", [], References.Select(path => MetadataReference.CreateFromFile(path)), new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    /// <summary>A compiled library, as a package or the output of another project is.</summary>
    public static MetadataReference Library(string source)
    {
        using var image = new MemoryStream();
        var result = Of(source).WithAssemblyName("Library").Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    public static CSharpCompilation Of(params string[] sources) => Of(ParseOptions, sources);

    public static CSharpCompilation Of(CSharpParseOptions options, params string[] sources) =>
        _empty.AddSyntaxTrees([.. sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, options, $"Source{i}.cs"))]);
}
