using System.Reflection;
using System.Runtime.CompilerServices;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>Every id has what people look for: a descriptor, a page, a row in the list and in the release notes.</summary>
public class DiagnosticPagesTests
{
    private static readonly string _root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    private static readonly Dictionary<string, DiagnosticDescriptor> _descriptors =
        new[] { typeof(Descriptors), typeof(ValueDescriptors), typeof(CodeDescriptors), typeof(ModuleDescriptors), typeof(ShapeDescriptors) }.SelectMany(Constants<DiagnosticDescriptor>).ToDictionary(d => d.Id);

    public static TheoryData<string> Ids => [.. Constants<string>(typeof(DiagnosticIds)).Where(id => id.StartsWith("KD", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_id_has_a_descriptor_a_page_and_its_rows(string id)
    {
        Assert.Equal($"https://github.com/kd-net/kd/blob/main/docs/diagnostics/{id}.md", _descriptors[id].HelpLinkUri);
        var page = File.ReadAllText(Path.Combine(_root, "docs", "diagnostics", $"{id}.md"));
        Assert.StartsWith($"# {id}: ", page);
        Assert.Contains("## Wrong", page);
        Assert.Contains("## Right", page);
        Assert.Contains($"[{id}]({id}.md)", File.ReadAllText(Path.Combine(_root, "docs", "diagnostics", "README.md")));
        Assert.Contains($"{id} | Kd | {_descriptors[id].DefaultSeverity} | {_descriptors[id].Title}", File.ReadAllText(Path.Combine(_root, "src", "Kd.Generators", "AnalyzerReleases.Unshipped.md")));
    }

    [Fact]
    public void Every_page_is_in_the_list()
    {
        var list = File.ReadAllText(Path.Combine(_root, "docs", "diagnostics", "README.md"));

        Assert.All(Directory.GetFiles(Path.Combine(_root, "docs", "diagnostics"), "KD*.md"), page => Assert.Contains(Path.GetFileName(page), list));
    }

    private static IEnumerable<T> Constants<T>(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(T)).Select(f => (T)f.GetValue(null)!);

    private static string Here([CallerFilePath] string path = "") => path;
}
