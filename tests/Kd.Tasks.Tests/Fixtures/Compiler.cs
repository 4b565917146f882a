using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kd.Tasks.Tests.Fixtures;

/// <summary>Compiles small assemblies.</summary>
internal static class Compiler
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq;";

    private static readonly MetadataReference[] _framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)).ToArray();

    public static byte[] Compile(
        string source, string name = "App", string path = "/src/App.cs", IEnumerable<byte[]>? references = null,
        IReadOnlyDictionary<string, byte[]>? resources = null, OptimizationLevel optimization = OptimizationLevel.Release)
    {
        var options = CSharpParseOptions.Default;
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(Usings, options, "/src/Usings.cs"), CSharpSyntaxTree.ParseText(source, options, path)],
            _framework.Concat((references ?? []).Select(image => MetadataReference.CreateFromImage(image))),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: optimization, allowUnsafe: true, deterministic: true));
        using var image = new MemoryStream();
        var result = compilation.Emit(image, manifestResources: (resources ?? new Dictionary<string, byte[]>())
            .Select(r => new ResourceDescription(r.Key, () => new MemoryStream(r.Value), isPublic: true)));
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        return image.ToArray();
    }
}
