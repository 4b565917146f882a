using System.Collections.Concurrent;
using System.Collections.Immutable;
using Kd.Generators.Diagnostics;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.Generators.Analyzers;

/// <summary>Tells of hints that no student follows, of teachers that have students in the project.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedHintAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(CodeDescriptors.UnusedHint);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var hints = new ConcurrentBag<(INamedTypeSymbol Teacher, PlaceAttributeData Hint)>();
            var followed = new ConcurrentBag<(ISymbol Teacher, string Hint)>();
            start.RegisterSymbolAction(c => OnClass((INamedTypeSymbol)c.Symbol, hints, followed), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => OnEnd(end, hints, followed));
        });
    }

    private static void OnClass(
        INamedTypeSymbol type, ConcurrentBag<(INamedTypeSymbol Teacher, PlaceAttributeData Hint)> hints, ConcurrentBag<(ISymbol Teacher, string Hint)> followed)
    {
        var teachers = type.GetAttributes().Where(a => a.AttributeClass.IsKd("StudentAttribute") && a.AttributeClass!.Arity == 1)
            .Select(a => a.AttributeClass!.TypeArguments[0]).ToList();
        if (teachers.Count > 0)
        {
            var places = PlaceReader.Attributes(type).ToList();
            var named = places.Select(p => p.Hint).Concat(TermReader.Attributes(type).SelectMany(t => TermReader.Places(t.Attribute, places).Select(p => p.Hint))).ToList();

            // What a loss asks a teacher's module for is named in its Forward, which is not looked at here.
            foreach (var (teacher, hint) in teachers.SelectMany(teacher => named.Append("classifier").Append("").Select(hint => (teacher, hint))))
            {
                followed.Add((teacher, hint));
            }
        }

        if (type.FindKdAttribute("TeacherAttribute") is not null)
        {
            foreach (var hint in PlaceReader.Attributes(type).Where(p => p.IsHint && (p.Member is ITypeSymbol || SymbolEqualityComparer.Default.Equals(p.Member.ContainingType, type))))
            {
                hints.Add((type, hint));
            }
        }
    }

    private static void OnEnd(
        CompilationAnalysisContext context, ConcurrentBag<(INamedTypeSymbol Teacher, PlaceAttributeData Hint)> hints, ConcurrentBag<(ISymbol Teacher, string Hint)> followed)
    {
        var known = followed.ToLookup(f => f.Teacher, f => f.Hint, SymbolEqualityComparer.Default);
        foreach (var (teacher, hint) in hints.Where(h => known[h.Teacher].Any() && !known[h.Teacher].Contains(h.Hint.Id)))
        {
            new Reporter(context.ReportDiagnostic, context.Compilation).Add(CodeDescriptors.UnusedHint, hint.Attribute, teacher.Name, hint.Id);
        }
    }
}
