using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0040: makes a field of an automatic property that others do not see.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PropertyToFieldFix() : SyntaxFix(DiagnosticIds.PropertyModule)
{
    private static readonly SyntaxKind[] _binding = [SyntaxKind.PublicKeyword, SyntaxKind.VirtualKeyword, SyntaxKind.OverrideKeyword, SyntaxKind.AbstractKeyword, SyntaxKind.RequiredKeyword];

    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is { AccessorList: not null, ExplicitInterfaceSpecifier: null } property
            && !property.Modifiers.Any(m => _binding.Contains(m.Kind())))
        {
            yield return Change.Replace("Make it a field", property, Field);
        }
    }

    private static SyntaxNode Field(PropertyDeclarationSyntax property)
    {
        var isReadOnly = !property.AccessorList!.Accessors.Any(a => a.IsKind(SyntaxKind.SetAccessorDeclaration));
        var variable = SyntaxFactory.VariableDeclarator(property.Identifier.WithTrailingTrivia(SyntaxFactory.Space), null, property.Initializer);
        return SyntaxFactory.FieldDeclaration(
            property.AttributeLists,
            isReadOnly ? property.Modifiers.Add(SyntaxFactory.Token(SyntaxKind.ReadOnlyKeyword).WithTrailingTrivia(SyntaxFactory.Space)) : property.Modifiers,
            SyntaxFactory.VariableDeclaration(property.Type, SyntaxFactory.SingletonSeparatedList(variable)),
            SyntaxFactory.Token(SyntaxKind.SemicolonToken)).WithTriviaFrom(property);
    }
}
