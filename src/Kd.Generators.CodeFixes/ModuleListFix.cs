using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0043: makes a <c>ModuleList</c> of a list of modules.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ModuleListFix() : SyntaxFix(DiagnosticIds.LooseModules)
{
    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node.FirstAncestorOrSelf<FieldDeclarationSyntax>()?.Declaration is { Variables: [var field] } declaration
            && declaration.Type.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault() is { Identifier.ValueText: "List" } list
            && Value(field.Initializer?.Value) is { } value)
        {
            yield return new("Make it a ModuleList", declaration, editor =>
            {
                editor.ReplaceNode(declaration.Type, SyntaxFactory.GenericName(SyntaxFactory.Identifier("ModuleList"), list.TypeArgumentList).WithTriviaFrom(declaration.Type));
                editor.ReplaceNode(field.Initializer!.Value, value);
            });
        }
    }

    // What both can be made by: nothing, or a list of elements.
    private static ExpressionSyntax? Value(ExpressionSyntax? list) => list switch
    {
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } => list,
        ObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } made =>
            SyntaxFactory.ImplicitObjectCreationExpression(SyntaxFactory.ArgumentList(), made.Initializer),
        CollectionExpressionSyntax elements when elements.Elements.All(e => e is ExpressionElementSyntax) =>
            SyntaxFactory.ImplicitObjectCreationExpression(Arguments(elements), null),
        _ => null,
    };

    private static ArgumentListSyntax Arguments(CollectionExpressionSyntax elements) => SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(
        elements.Elements.Select(e => SyntaxFactory.Argument(((ExpressionElementSyntax)e).Expression)), elements.Elements.GetSeparators()));
}
