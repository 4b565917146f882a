using System.Text;
using Kd.Shared;
using Microsoft.CodeAnalysis.CSharp;

namespace Kd.Generators.Reading;

/// <summary>Names of terms and places, as C# identifiers, and names that were perhaps meant.</summary>
internal static class Names
{
    /// <summary>What <see cref="IsUsable"/> asks for.</summary>
    public const string Rule = "a name is of letters, digits, '_', '-' and '.', with a letter first";

    /// <summary>Why a good name is refused all the same.</summary>
    public const string Taken = "generated code has something of that name";

    /// <summary>The members that every class has, so that no generated property can have their names.</summary>
    public static readonly string[] OfObject =
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString", "Deconstruct", "PrintMembers"];

    /// <summary>Whether a name can be part of a setting's path and of an identifier.</summary>
    public static bool IsUsable(string name) =>
        name.Length > 0 && char.IsLetter(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.');

    /// <summary>Whether a name can be part of the name of a class.</summary>
    public static bool IsIdentifier(string name) => SyntaxFacts.IsValidIdentifier(name);

    /// <summary><c>guided.early</c> and <c>layer4-1</c> as <c>GuidedEarly</c> and <c>Layer41</c>.</summary>
    public static string Pascal(string name)
    {
        if (name.Length > 0 && char.IsUpper(name[0]) && name.All(IsPart))
        {
            return name;
        }

        var text = new StringBuilder(name.Length);
        var begin = true;
        foreach (var c in name)
        {
            if (IsPart(c))
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

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c == '_';

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
