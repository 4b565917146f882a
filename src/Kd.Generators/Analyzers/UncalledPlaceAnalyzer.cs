using System.Collections.Immutable;
using Kd.Generators.Diagnostics;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Analyzers;

/// <summary>Tells of places that no code of their class uses, so that a run would stop at its first step (KD3003).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncalledPlaceAnalyzer : DiagnosticAnalyzer
{
    // By these a class may come to its members without their names.
    private static readonly string[] _enumerations = ["children", "named_children", "modules", "named_modules"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(ModuleDescriptors.UncalledPlace);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolStartAction(OnClass, SymbolKind.NamedType);
    }

    private static void OnClass(SymbolStartAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.IsModule() || (type.FindKdAttribute("StudentAttribute") is null && type.FindKdAttribute("TeacherAttribute") is null))
        {
            return;
        }

        // A member that others can see may be used by them, and a property that shows another member by that.
        var places = PlaceReader.Attributes(type).Where(p => p.MemberType.TypedModule() is not null).Select(p => p.Member)
            .Where(m => m is { DeclaredAccessibility: Accessibility.Private, IsStatic: false } and (IFieldSymbol or IPropertySymbol) && m.IsStored() && SymbolEqualityComparer.Default.Equals(m.ContainingType, type)).ToList();
        if (places.Count > 0)
        {
            var used = new Uses();
            context.RegisterOperationAction(c => OnReference((IMemberReferenceOperation)c.Operation, used), OperationKind.FieldReference, OperationKind.PropertyReference);
            context.RegisterOperationAction(c => OnCall((IInvocationOperation)c.Operation, used), OperationKind.Invocation);
            context.RegisterSymbolEndAction(c => OnEnd(c, type, places, used));
        }
    }

    private static void OnReference(IMemberReferenceOperation reference, Uses used)
    {
        if (reference.Parent is not ISimpleAssignmentOperation assignment || assignment.Target != reference)
        {
            used.Add(reference.Member);
        }
    }

    private static void OnCall(IInvocationOperation call, Uses used)
    {
        if (_enumerations.Contains(call.TargetMethod.Name))
        {
            used.HasEnumeration = true;
        }
    }

    private static void OnEnd(SymbolAnalysisContext context, INamedTypeSymbol type, List<ISymbol> places, Uses used)
    {
        foreach (var place in places.Distinct(SymbolEqualityComparer.Default).Where(p => !used.HasEnumeration && !used.Contains(p!)))
        {
            context.ReportDiagnostic(Diagnostic.Create(ModuleDescriptors.UncalledPlace, place!.Locations.FirstOrDefault(), place.Name, type.Name));
        }
    }

    /// <summary>The members that a class uses, which its methods tell at the same time.</summary>
    private sealed class Uses
    {
        private readonly HashSet<ISymbol> _members = new(SymbolEqualityComparer.Default);
        private volatile bool _hasEnumeration;

        /// <summary>Whether the class asks for its modules by other means than their names.</summary>
        public bool HasEnumeration
        {
            get => _hasEnumeration;
            set => _hasEnumeration = value;
        }

        public void Add(ISymbol member)
        {
            lock (_members)
            {
                _members.Add(member);
            }
        }

        public bool Contains(ISymbol member) => _members.Contains(member);
    }
}
