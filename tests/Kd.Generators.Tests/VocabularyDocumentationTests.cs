using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kd.Generators.Tests;

/// <summary>What an editor shows of the words themselves.</summary>
public partial class VocabularyDocumentationTests
{
    private static readonly Assembly _vocabulary = typeof(KnowledgeAttribute).Assembly;

    private static readonly Dictionary<string, XElement> _comments =
        XDocument.Load(Path.ChangeExtension(_vocabulary.Location, ".xml")).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value);

    /// <summary>The words of which each names a loss.</summary>
    public static TheoryData<string> Terms =>
        [.. _vocabulary.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(KnowledgeAttribute)) && t.GetCustomAttribute<LossClassAttribute>(inherit: false) is not null).Select(t => t.FullName!)];

    public static TheoryData<string> Words => [.. _vocabulary.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Attribute)) && !t.IsAbstract).Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(Terms))]
    public void A_term_says_its_formula_its_reduction_its_shapes_and_its_source(string word)
    {
        var remarks = Text(_comments["T:" + word].Element("remarks"));

        Assert.Matches(Formula(), remarks);
        Assert.Matches(Reduction(), remarks);
        Assert.Contains("Shapes: ", remarks);
        Assert.Matches(Year(), remarks);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_has_a_summary_and_an_example_that_uses_it(string word)
    {
        var comment = _comments["T:" + word];

        Assert.NotEmpty(Text(comment.Element("summary")));
        var name = word.Split('.')[^1].Split('`')[0];
        Assert.Matches($@"[\[ ,(:]{name[..^"Attribute".Length]}(Attribute)?\b", Text(comment.Element("example")));
    }

    private static string Text(XElement? element) => string.Join(' ', (element?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"[=^*/+|]|-log ")]
    private static partial Regex Formula();

    [GeneratedRegex(@"\b(mean|sum)\b|/ B\b|B\^2|terms of \[")]
    private static partial Regex Reduction();

    [GeneratedRegex(@"\b(19|20)\d\d\b")]
    private static partial Regex Year();
}
