using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0057: takes a statement away that sets a mode.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveModeFix() : SyntaxFix(DiagnosticIds.ModeInForward)
{
    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Parent is ExpressionStatementSyntax { Parent: BlockSyntax } statement)
        {
            yield return Change.Remove("Leave the mode as it is", statement);
        }
    }
}
