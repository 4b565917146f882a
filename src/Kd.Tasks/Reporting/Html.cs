using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Kd.Reporting;

/// <summary>Makes elements of a page. What is text is written as text, whatever is in it.</summary>
internal static class Html
{
    // The only elements that HTML lets end where they begin.
    private static readonly HashSet<string> _void = ["meta", "br", "hr", "col", "img", "wbr"];

    /// <summary>An element.</summary>
    /// <param name="name">The tag.</param>
    /// <param name="content">Attributes, elements and text; nothing is left out.</param>
    public static XElement Tag(string name, params object?[] content) =>
        _void.Contains(name) ? new(name, content) : new(name, content, "");

    /// <summary>An attribute.</summary>
    public static XAttribute Attribute(string name, object value) => new(name, value);

    /// <summary>The attribute <c>class</c>.</summary>
    public static XAttribute Class(string value) => new("class", value);

    /// <summary>A name that may go on in another line behind a dot and before a capital letter.</summary>
    public static IEnumerable<object> Name(string name) =>
        Regex.Split(name, "(?<=[.])|(?<=[a-z0-9])(?=[A-Z])").SelectMany((part, i) => i == 0 ? [part] : new object[] { Tag("wbr"), part });

    /// <summary>A part of the page with a heading.</summary>
    public static XElement Section(string title, params object?[] content) =>
        Tag("section", Tag("h2", title), content);

    /// <summary>A table.</summary>
    /// <param name="caption">What it is about.</param>
    /// <param name="columns">The columns' headings: text or elements.</param>
    /// <param name="rows">The cells, likewise; the first of a row is its heading.</param>
    /// <param name="kind">The class of the table, for how it looks.</param>
    public static XElement Table(string caption, IEnumerable<object?> columns, IEnumerable<IEnumerable<object?>> rows, string kind = "numbers") =>
        // A table that is wider than the page scrolls by itself, with the keyboard too.
        Tag("div", Class("scroll"), Attribute("tabindex", 0), Attribute("role", "region"), Attribute("aria-label", caption), Tag(
            "table",
            Class(kind),
            Tag("caption", caption),
            Tag("thead", Tag("tr", columns.Select(column => Heading("col", column)))),
            Tag("tbody", rows.Select(row => Tag("tr", row.Select((cell, i) => i == 0 ? Heading("row", cell) : Tag("td", cell)))))));

    // Where a name may be broken, a screen reader would read two words.
    private static XElement Heading(string scope, object? content)
    {
        var heading = Tag("th", Attribute("scope", scope), content);
        if (heading.Descendants("wbr").Any())
        {
            heading.Add(Attribute("aria-label", string.Concat(heading.Nodes().Select(Spoken)).Trim()));
        }

        return heading;

        static string Spoken(XNode node) => node switch
        {
            XText text => text.Value,
            XElement { IsEmpty: false } element => " " + element.Value,
            _ => "",
        };
    }

    /// <summary>The text of a page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="generator">What it was made by, and of.</param>
    /// <param name="content">What is in it.</param>
    public static string Page(string title, string generator, params object?[] content)
    {
        var page = Tag(
            "html",
            Attribute("lang", "en"),
            Tag(
                "head",
                Tag("meta", Attribute("charset", "utf-8")),
                Tag("meta", Attribute("name", "generator"), Attribute("content", generator)),
                Tag("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")),
                Tag("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark")),
                Tag("title", title),
                Tag("style", PageStyle.Text)),
            Tag("body", Tag("main", content)));
        using var text = new StringWriter();
        using (var writer = XmlWriter.Create(text, new() { OmitXmlDeclaration = true, NewLineChars = "\n", CheckCharacters = false }))
        {
            page.WriteTo(writer);
        }

        return $"<!DOCTYPE html>\n{text}\n";
    }
}
