using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0016, KD0044 and KD0050: takes away a word or a setting that is one too many.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveWordFix() : SyntaxFix(DiagnosticIds.SeveralWords, DiagnosticIds.UnusedHint, DiagnosticIds.NoEffect)
{
    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node.AncestorsAndSelf().FirstOrDefault(n => n is AttributeSyntax or AttributeArgumentSyntax && n.Span == diagnostic.Location.SourceSpan) is { } word)
        {
            yield return Change.Remove("Take it away", word);
        }
    }
}
