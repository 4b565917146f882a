using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Kd.Tasks.Diagnostics;

namespace Kd.Tasks.Tests.Diagnostics;

public sealed class DiagnosticPagesTests
{
    private static readonly string _root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));
    private static readonly string _pages = Path.Combine(_root, "docs", "diagnostics");

    /// <summary>The ids of all projects under <c>src</c>.</summary>
    public static TheoryData<string> Ids => [.. All];

    private static IEnumerable<string> All =>
        Directory.EnumerateFiles(Path.Combine(_root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "\"(KD[0-9]{4})\"").Select(m => m.Groups[1].Value))
            .Distinct().Order(StringComparer.Ordinal);

    [Fact]
    public void The_ids_of_tasks_and_runtime_are_found() => Assert.Superset(new HashSet<string>([BuildErrors.NoStage, "KD1103"]), All.ToHashSet());

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_has_a_page_and_its_row(string id)
    {
        var page = File.ReadAllText(Path.Combine(_pages, $"{id}.md"));
        Assert.StartsWith($"# {id}: ", page);
        Assert.Contains("## Wrong", page);
        Assert.Contains("## Right", page);
        Assert.Contains($"[{id}]({id}.md)", File.ReadAllText(Path.Combine(_pages, "README.md")));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
