using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0013 and KD0017: adds an optimizer, or a term, to the words of a class.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddWordFix() : SyntaxFix(DiagnosticIds.NoOptimizer, DiagnosticIds.NoTerm)
{
    private static readonly string[] _teaching = ["BornAgain", "MeanTeacher", "Mutual"];

    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { AttributeLists: [.., var last] } declaration)
        {
            return [];
        }

        string[] words = diagnostic.Id == DiagnosticIds.NoOptimizer ? ["AdamW", "Sgd"] : HasTeacher(declaration) ? ["Response", "TaskLoss"] : ["TaskLoss"];
        return words.Select(word => Change.Replace($"Add [{word}]", last, now => now.AddAttributes(
            SyntaxFactory.Attribute(SyntaxFactory.IdentifierName(word)).WithLeadingTrivia(SyntaxFactory.Space))));
    }

    private static bool HasTeacher(ClassDeclarationSyntax declaration) => declaration.AttributeLists.SelectMany(l => l.Attributes)
        .Any(a => a.Name is GenericNameSyntax { Identifier.ValueText: "Student" } || _teaching.Contains(a.Name.ToString()));
}
