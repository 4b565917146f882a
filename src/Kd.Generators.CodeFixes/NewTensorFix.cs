using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0058: makes a new tensor instead of changing the one that a place gave.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NewTensorFix() : SyntaxFix(DiagnosticIds.ChangedPlace)
{
    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        const string title = "Make a new tensor";
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
        {
            yield break;
        }

        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax { Name: IdentifierNameSyntax member } => member,
            _ => call.Expression as IdentifierNameSyntax,
        };
        if (call.ArgumentList.Arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == "inplace") is { } inPlace)
        {
            yield return Change.Remove(title, inPlace);
        }
        else if (name?.Identifier.ValueText is { } text && text.EndsWith("_", StringComparison.Ordinal))
        {
            yield return Change.Replace(title, name, now => SyntaxFactory.IdentifierName(text.TrimEnd('_')).WithTriviaFrom(now));
        }
    }
}
