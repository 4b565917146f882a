using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0038: registers the modules at the end of each constructor that calls no other of the class.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RegisterComponentsFix() : SyntaxFix(DiagnosticIds.NeverRegistered)
{
    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        var constructors = node.FirstAncestorOrSelf<ClassDeclarationSyntax>()?.Members.OfType<ConstructorDeclarationSyntax>()
            .Where(c => !c.Modifiers.Any(SyntaxKind.StaticKeyword) && c.Initializer is not { RawKind: (int)SyntaxKind.ThisConstructorInitializer } && (c.Body is not null || c.ExpressionBody is not null)).ToList();
        if (constructors is { Count: > 0 })
        {
            yield return new("Call RegisterComponents()", node, editor => constructors.ForEach(c => editor.ReplaceNode(c, (now, _) => Registering((ConstructorDeclarationSyntax)now))));
        }
    }

    private static ConstructorDeclarationSyntax Registering(ConstructorDeclarationSyntax constructor)
    {
        var statements = constructor.ExpressionBody is { } body
            ? SyntaxFactory.SingletonList<StatementSyntax>(SyntaxFactory.ExpressionStatement(body.Expression))
            : constructor.Body!.Statements;
        var registering = SyntaxFactory.ParseStatement("RegisterComponents();");
        return constructor.WithExpressionBody(null).WithSemicolonToken(default).WithBody(constructor.Body is { } block && block.Statements.Count > 0
            ? block.AddStatements(registering.WithAdditionalAnnotations(Formatter.Annotation))
            : SyntaxFactory.Block(statements.Add(registering)).WithAdditionalAnnotations(Formatter.Annotation));
    }
}
