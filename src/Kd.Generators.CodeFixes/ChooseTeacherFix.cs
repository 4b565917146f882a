using System.Composition;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Kd.Generators.CodeFixes;

/// <summary>KD0025: says which of the teachers that have the hint is meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ChooseTeacherFix() : SyntaxFix(DiagnosticIds.AmbiguousTeacher)
{
    private protected override IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { ArgumentList: { } arguments }
            || !diagnostic.Properties.TryGetValue(DiagnosticIds.NearestProperty, out var teachers) || teachers is null)
        {
            return [];
        }

        return teachers.Split(' ').Select(teacher => Change.Replace($"Follow {teacher.Substring(teacher.LastIndexOfAny(['.', ':']) + 1)}", arguments, now => now.AddArguments(
            SyntaxFactory.AttributeArgument(SyntaxFactory.TypeOfExpression(SyntaxFactory.ParseTypeName(teacher).WithAdditionalAnnotations(Simplifier.Annotation)))
                .WithNameEquals(SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName("Teacher").WithTrailingTrivia(SyntaxFactory.Space))
                    .WithEqualsToken(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space)))
                .WithLeadingTrivia(SyntaxFactory.Space))));
    }
}
