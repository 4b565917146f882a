using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0052: gives each model a layer of its own, where no static code uses it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class InstanceLayerFix() : SyntaxFix(DiagnosticIds.SharedLayer)
{
    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        var name = node.FindToken(diagnostic.Location.SourceSpan.Start).ValueText;
        if (node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { Parent: TypeDeclarationSyntax type } member
            && !type.Members.Any(m => m != member && m.Modifiers.Any(SyntaxKind.StaticKeyword) && m.DescendantTokens().Any(t => t.ValueText == name)))
        {
            yield return Change.Replace("Let it be of the instance", member, now => now.WithModifiers(
                SyntaxFactory.TokenList(now.Modifiers.Where(m => !m.IsKind(SyntaxKind.StaticKeyword)))));
        }
    }
}
