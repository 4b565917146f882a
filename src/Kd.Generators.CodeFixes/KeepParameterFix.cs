using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0053: calls what fills a parameter without keeping, and so disposing, what it returns.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class KeepParameterFix() : SyntaxFix(DiagnosticIds.DisposedParameter)
{
    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        const string title = "Do not dispose it";
        var call = node.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        if (call?.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax dispose })
        {
            yield return Change.Replace(title, dispose, now => ((MemberAccessExpressionSyntax)now.Expression).Expression.WithTriviaFrom(now));
        }
        else if (call?.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name, Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } }
            && !IsUsed(name, statement))
        {
            yield return Change.Replace(title, statement, now => SyntaxFactory.ExpressionStatement(now.Declaration.Variables[0].Initializer!.Value).WithTriviaFrom(now));
        }
    }

    private static bool IsUsed(string variable, LocalDeclarationStatementSyntax statement) =>
        statement.Parent!.DescendantNodes().OfType<IdentifierNameSyntax>().Any(i => i.Identifier.ValueText == variable && i.SpanStart > statement.Span.End);
}
