using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0054 and KD0055: returns what <c>detach</c> or <c>softmax</c> gets.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReturnLogitsFix() : SyntaxFix(DiagnosticIds.CutGradient, DiagnosticIds.Probabilities)
{
    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node is LocalDeclarationStatementSyntax)
        {
            yield return Change.Remove("Let it have gradients", node);
        }
        else if (diagnostic.AdditionalLocations is [{ SourceSpan: var span }] && node.FirstAncestorOrSelf<InvocationExpressionSyntax>(c => c.Span == diagnostic.Location.SourceSpan) is { } call)
        {
            var kept = call.DescendantNodes().OfType<ExpressionSyntax>().First(e => e.Span == span);
            yield return Change.Replace(diagnostic.Id == DiagnosticIds.CutGradient ? "Let it have gradients" : "Return the logits", call, now => kept.WithTriviaFrom(now));
        }
    }
}
