using System.Collections.Concurrent;
using System.Collections.Immutable;
using Kd.Adapters;
using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Kd.Generators.Reading;
using Kd.Generators.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.Generators.Analyzers;

/// <summary>Tells which adapters a run will build, of pairs that none can relate, and of layers that cannot take what they get.</summary>
/// <remarks>What the source does not tell is left to the first sample of a run, without a word.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShapeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(ShapeDescriptors.BuiltAdapter, ShapeDescriptors.UnrelatedShapes, ShapeDescriptors.WrongShape);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("Kd.InputAttribute") is not null)
            {
                start.RegisterSymbolAction(new Project(start.Compilation).OnClass, SymbolKind.NamedType);
            }
        });
    }

    private sealed class Project(Compilation compilation)
    {
        private readonly ShapeCache _shapes = new(compilation);
        private readonly ConcurrentDictionary<SyntaxNode, bool> _faults = new();

        public void OnClass(SymbolAnalysisContext context)
        {
            var type = (INamedTypeSymbol)context.Symbol;
            var isStudent = type.FindKdAttribute("StudentAttribute") is not null;
            if ((!isStudent && type.FindKdAttribute("TeacherAttribute") is null)
                || new ModelReader(Problems.Ignored, context.CancellationToken).Read(type, isStudent) is not { } model)
            {
                return;
            }

            Faults(type, _shapes.Of(type, model, context.CancellationToken), context);
            if (isStudent)
            {
                foreach (var pair in AdaptedPair.Of(type, model, compilation, context.CancellationToken))
                {
                    Compare(type, model, pair, context);
                }
            }
        }

        private void Faults(INamedTypeSymbol type, ModelShapes shapes, SymbolAnalysisContext context)
        {
            // The first is the cause of others.
            if (shapes.Faults.FirstOrDefault() is { Layer.Origin: { } origin } fault && _faults.TryAdd(origin, true))
            {
                context.ReportDiagnostic(Diagnostic.Create(ShapeDescriptors.WrongShape, origin.GetLocation(), type.Name, fault.Layer.Name, fault.Text, fault.Input));
            }
        }

        private void Compare(INamedTypeSymbol type, ModelSpec model, AdaptedPair pair, SymbolAnalysisContext context)
        {
            if (DeclaredAdapter.Kind(pair.Word) is not { } kind || DeclaredAdapter.Agreement(pair.Word, pair.Loss) is not { } agreement)
            {
                return;
            }

            var ours = _shapes.Of(type, model, context.CancellationToken).At(pair.StudentPlace);
            var theirs = _shapes.Of(pair.Teacher, pair.TeacherModel, context.CancellationToken).At(pair.TeacherPlace);
            if (ours.Rank is null || theirs.Rank is null)
            {
                return;
            }

            var plan = AdapterPlanner.Between(kind, agreement, Numbers(ours, unknown: 2), Numbers(theirs, unknown: 3));
            var problems = new Reporter(context.ReportDiagnostic, context.Compilation, type);
            if (plan.IsPossible && kind == AdapterKind.Auto)
            {
                problems.Add(ShapeDescriptors.BuiltAdapter, pair.Word, pair.Word.Word(), pair.StudentPlace, ours, pair.TeacherPlace, theirs, PlanText.Of(plan));
            }
            else if (ReferenceEquals(plan, AdapterPlan.Impossible))
            {
                problems.Add(ShapeDescriptors.UnrelatedShapes, pair.Word, pair.Word.Word(), pair.StudentPlace, ours, pair.TeacherPlace, theirs, kind, AdapterPlanner.Domain(kind));
            }
        }

        // What is not known has a negative number of its own, but for the number of samples, which is that of both.
        private static long[] Numbers(Shape shape, int unknown) => [.. shape.Dims.Select((d, i) => d.Value ?? (i == 0 ? -1 : -(unknown + 2 * i)))];
    }
}
