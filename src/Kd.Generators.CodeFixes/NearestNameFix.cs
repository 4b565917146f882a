using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0002, KD0021, KD0023 and KD0070: replaces a name in an attribute that is not known by the nearest that is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NearestNameFix() : SyntaxFix(DiagnosticIds.UnknownHint, DiagnosticIds.WrongTap, DiagnosticIds.UnknownStage, DiagnosticIds.HiddenModule)
{
    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.TryGetValue(DiagnosticIds.NearestProperty, out var nearest) && nearest is not null
            && diagnostic.Properties.TryGetValue(DiagnosticIds.FoundProperty, out var found)
            && node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
            && attribute.DescendantNodes().OfType<LiteralExpressionSyntax>().FirstOrDefault(l => l.Token.Value as string == found) is { } literal)
        {
            yield return Change.Replace($"Write \"{nearest}\"", literal, now => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(nearest)).WithTriviaFrom(now)) with
            {
                Key = "Write the nearest name",
            };
        }
    }
}
