using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0037: calls a place by <c>call</c>, which its hooks see.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CallFix() : SyntaxFix(DiagnosticIds.DirectForward)
{
    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } })
        {
            yield return Change.Replace("Write call", name, now => SyntaxFactory.IdentifierName("call").WithTriviaFrom(now));
        }
    }
}
