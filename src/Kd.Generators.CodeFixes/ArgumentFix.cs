using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0041, KD0056 and KD0059: gives a call the argument that it lacks, or takes away one that it must not have.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ArgumentFix() : SyntaxFix(DiagnosticIds.BareDivergence, DiagnosticIds.AlwaysDropout, DiagnosticIds.UnmovedBuffer)
{
    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        if (diagnostic.Id == DiagnosticIds.UnmovedBuffer)
        {
            return node.FirstAncestorOrSelf<ArgumentSyntax>() is { } argument ? [Change.Remove("Let the buffer be persistent", argument)] : [];
        }

        return node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call ? []
            : diagnostic.Id == DiagnosticIds.BareDivergence
                ? [Add(call, "log_target", "true", "The target is logarithms"), Add(call, "log_target", "false", "The target is probabilities, as in PyTorch")]
            : IsStatic(call) ? [] : [Add(call, "training", "training", "Drop out in training alone")];
    }

    private static Change Add(InvocationExpressionSyntax call, string parameter, string value, string title) => Change.Replace(title, call.ArgumentList, now => now.AddArguments(
        SyntaxFactory.Argument(SyntaxFactory.NameColon(parameter).WithTrailingTrivia(SyntaxFactory.Space), default, SyntaxFactory.ParseExpression(value)).WithLeadingTrivia(SyntaxFactory.Space)));

    private static bool IsStatic(SyntaxNode node) =>
        node.Ancestors().Any(a => a is MemberDeclarationSyntax member && member.Modifiers.Any(SyntaxKind.StaticKeyword) || a is LocalFunctionStatementSyntax local && local.Modifiers.Any(SyntaxKind.StaticKeyword));
}
