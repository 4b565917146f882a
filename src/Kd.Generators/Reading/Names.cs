using System.Text;
using Kd.Shared;
using Microsoft.CodeAnalysis.CSharp;

namespace Kd.Generators.Reading;

/// <summary>Names of terms and places, as C# identifiers, and names that were perhaps meant.</summary>
internal static class Names
{
    /// <summary><c>guided.early</c> and <c>layer4-1</c> as <c>GuidedEarly</c> and <c>Layer41</c>.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder(name.Length);
        var begin = true;
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c) || c == '_')
            {
                text.Append(begin ? char.ToUpperInvariant(c) : c);
                begin = false;
            }
            else
            {
                begin = true;
            }
        }

        return text.Length == 0 || char.IsDigit(text[0]) ? "_" + text : text.ToString();
    }

    /// <summary><c>SimilarityPreserving</c> as <c>similarityPreserving</c>.</summary>
    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>A name as C# takes it where it may be a keyword, as in <c>@base</c>.</summary>
    public static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>What to say of a name that is none of the known ones.</summary>
    public static string Suggestion(string name, IReadOnlyCollection<string> known)
    {
        if (known.Count == 0)
        {
            return "it has no hint at all";
        }

        return NearestName.Find(name, known) is { } nearest
            ? $"did you mean \"{nearest}\"?"
            : $"it has {string.Join(", ", known.Select(k => $"\"{k}\""))}";
    }
}
