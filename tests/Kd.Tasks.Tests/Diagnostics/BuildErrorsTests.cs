using System.Reflection;
using System.Runtime.CompilerServices;
using Kd.Tasks.Diagnostics;

namespace Kd.Tasks.Tests.Diagnostics;

public sealed class BuildErrorsTests
{
    private static readonly string _pages = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "diagnostics"));

    public static TheoryData<string> Ids => [.. typeof(BuildErrors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_has_a_page_and_its_row(string id)
    {
        var page = File.ReadAllText(Path.Combine(_pages, $"{id}.md"));
        Assert.StartsWith($"# {id}: ", page);
        Assert.Contains("## Wrong", page);
        Assert.Contains("## Right", page);
        Assert.Contains("## How to fix it", page);
        Assert.Contains($"[{id}]({id}.md)", File.ReadAllText(Path.Combine(_pages, "README.md")));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
