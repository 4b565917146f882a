using System.Xml.Linq;

namespace Kd.Tasks.Tests.Reporting;

/// <summary>What is in a page.</summary>
internal sealed class PageText(XElement page)
{
    public static PageText Read(string path)
    {
        var text = File.ReadAllText(path);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", text);
        return new(XElement.Parse(text["<!DOCTYPE html>\n".Length..]));
    }

    public IEnumerable<XElement> All(string tag) => page.Descendants(tag);

    /// <summary>The texts of headings.</summary>
    public IEnumerable<string> Headings => page.Descendants().Where(e => e.Name.LocalName is "h1" or "h2" or "h3").Select(e => e.Value);

    /// <summary>What charts say of themselves.</summary>
    public IEnumerable<string> Charts => All("svg").Select(svg => (string?)svg.Attribute("aria-label")).OfType<string>().Distinct();

    /// <summary>All text.</summary>
    public string Text => page.Value;

    /// <summary>The rows of the table with a caption, as texts.</summary>
    public IReadOnlyList<string[]> Table(string caption) =>
        [.. All("table").Single(table => table.Element("caption")!.Value.StartsWith(caption, StringComparison.Ordinal)).Descendants("tr").Select(row => row.Elements().Select(cell => cell.Value).ToArray())];
}
