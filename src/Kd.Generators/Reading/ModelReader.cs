using System.Runtime.CompilerServices;
using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Generators.Reading;

/// <summary>Reads a teacher or student class: how it is made, what it takes, where it is tapped.</summary>
internal sealed class ModelReader(Problems problems, CancellationToken cancellation)
{
    // What the names of what is generated have behind a class's name.
    private static readonly string[] _suffixes = ["", "Baseline", "Distiller", "Trainer"];

    // A namespace gathers its types anew each time it is asked: to ask once for each class takes time with the square of their number.
    private static readonly ConditionalWeakTable<INamespaceSymbol, ILookup<string, INamedTypeSymbol>> _typesByName = new();

    // All classes have the same bases.
    private static readonly ConditionalWeakTable<ITypeSymbol, StrongBox<bool>> _requiring = new();

    // Who learns from a class reads it too.
    private static readonly ConditionalWeakTable<INamedTypeSymbol, StrongBox<ModelSpec?>> _teachers = new();

    /// <summary>Reads a class.</summary>
    /// <returns>The class, or nothing if Kd cannot add to it.</returns>
    public ModelSpec? Read(INamedTypeSymbol type, bool isStudent)
    {
        if (isStudent || problems != Problems.Ignored)
        {
            return ReadAnew(type, isStudent);
        }

        if (!_teachers.TryGetValue(type, out var known))
        {
            known = _teachers.GetValue(type, t => new(ReadAnew(t, isStudent: false)));
        }

        return known.Value;
    }

    private ModelSpec? ReadAnew(INamedTypeSymbol type, bool isStudent)
    {
        var logits = "";

        // Every question is asked, so that every problem is told at once.
        var supported = IsSupported(type);
        var partial = IsPartial(type);
        var inputs = supported ? Inputs(type, out logits) : null;
        var construction = supported && type.TypedModule() is not null ? Construction(type) : null;
        var places = new PlaceReader(problems, cancellation).Read(type);
        var named = HasNamesOfItsOwn(type, isStudent);
        if (!supported || !partial || !named || inputs is null || construction is null || places is null)
        {
            return null;
        }

        return new(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            type.Name,
            type.FullName(),
            type.DeclaredAccessibility == Accessibility.Public ? "public" : "internal",
            construction,
            EquatableArray.From(inputs),
            logits,
            places.Value,
            EquatableArray.From(Freezable(type).Select(m => m.Name)),
            isStudent,
            ModelMembers.HidesMembers(type, Added(type, isStudent)));
    }

    private static IEnumerable<ISymbol> Freezable(INamedTypeSymbol type) =>
        Annotations.Of(type).Where(a => !a.Symbol.IsStatic && a.Symbol is not ITypeSymbol && type.CanReach(a.Symbol) && a.Attribute.AttributeClass.IsKd("FreezeAttribute"))
            .Select(a => a.Symbol).Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>();

    private bool IsSupported(INamedTypeSymbol type)
    {
        var fault = type switch
        {
            { IsAbstract: true } => "abstract",
            { IsGenericType: true } => "generic",
            { ContainingType: not null } => "nested in another class",
            { IsFileLocal: true } => "visible in its file alone",
            _ => null,
        };
        if (fault is not null)
        {
            problems.Add(Descriptors.UnsupportedClass, type, type.Name, fault);
        }

        return fault is null;
    }

    /// <summary>Whether what is added to the class, and the classes and files beside it, can have their names.</summary>
    private bool HasNamesOfItsOwn(INamedTypeSymbol type, bool isStudent)
    {
        var member = Added(type, isStudent).SelectMany(name => type.GetMembers(name))
            .FirstOrDefault(m => m is not IMethodSymbol { Parameters.Length: > 0 } && !m.GetAttributes().Any(a => a.AttributeClass?.Name == "GeneratedCodeAttribute"));
        if (member is not null)
        {
            problems.Add(Descriptors.UnusableName, member, member.Name, $"member of {type.Name}", "Kd adds one of that name");
        }

        // Names of files are not told apart by the case of their letters.
        var names = GeneratedNames(type).ToList();
        var types = _typesByName.GetValue(type.ContainingNamespace, static n => Alike(n).SelectMany(a => a.GetTypeMembers()).ToLookup(t => t.Name, StringComparer.OrdinalIgnoreCase));
        var before = _suffixes.Where(suffix => type.Name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            .SelectMany(suffix => types[type.Name.Substring(0, type.Name.Length - suffix.Length)])
            .FirstOrDefault(
                other => (type.Name.Length > other.Name.Length || string.CompareOrdinal(other.ToDisplayString(), type.ToDisplayString()) < 0)
                    && GeneratedNames(other).Intersect(names, StringComparer.OrdinalIgnoreCase).Any());
        if (before is not null)
        {
            problems.Add(Descriptors.UnusableName, type, type.Name, "model", $"Kd writes something of that name for {before.Name}");
        }

        return member is null && before is null;
    }

    // A namespace, and those that differ from it by the case of letters alone.
    private static IEnumerable<INamespaceSymbol> Alike(INamespaceSymbol of) => of.IsGlobalNamespace ? [of]
        : Alike(of.ContainingNamespace).SelectMany(n => n.GetNamespaceMembers()).Where(n => string.Equals(n.Name, of.Name, StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<string> Added(INamedTypeSymbol type, bool isStudent) =>
        ["Taps", .. isStudent ? ["LoadDistilled"] : Array.Empty<string>(), .. Freezable(type).Any() ? ["Members"] : Array.Empty<string>()];

    private static IEnumerable<string> GeneratedNames(INamedTypeSymbol type) =>
        type.FindKdAttribute("StudentAttribute") is not null ? [type.Name, type.Name + "Baseline", type.Name + "Distiller", .. Stages(type).Select(stage => type.Name + Names.Pascal(stage) + "Distiller")]
        : TeacherMark.Find(type) is not null ? [type.Name, type.Name + "Trainer"]
        : [];

    private static IEnumerable<string> Stages(INamedTypeSymbol type) =>
        type.GetAttributes().Where(a => a.AttributeClass.IsKd("StageAttribute")).Select(a => a.ConstructorArguments.FirstOrDefault().Value).OfType<string>()
            .Concat(type.FindKdAttribute("BornAgainAttribute")?.Named("Generations") is int count ? Enumerable.Range(1, Math.Max(0, count - 1)).Select(g => $"generation{g}") : []);

    private bool IsPartial(INamedTypeSymbol type)
    {
        var partial = type.DeclaringSyntaxReferences.All(
            r => r.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(m => m.Text == "partial"));
        if (!partial)
        {
            problems.Add(Descriptors.NotPartial, type, type.Name);
        }

        return partial;
    }

    private string[]? Inputs(INamedTypeSymbol type, out string logits)
    {
        logits = "";
        if (type.TypedModule() is not { } module)
        {
            problems.Add(Descriptors.NotAModule, type, "Teacher] or [Student", type.Name, "class that is not one", "derive it from Module<Tensor, Tensor>");
            return null;
        }

        var forward = type.SelfAndBases().SelectMany(t => t.GetMembers("forward")).OfType<IMethodSymbol>()
            .FirstOrDefault(m => m.IsOverride && m.Parameters.Length == module.InputTypes().Length);
        var selector = module.ResultType().TensorSelector(LogitsItem(type));
        if (forward is null || selector is null || !module.InputTypes().All(a => a.IsTensor()))
        {
            problems.Add(Descriptors.WrongForward, type, type.Name);
            return null;
        }

        logits = selector;
        return [.. forward.Parameters.Select(p => p.Name)];
    }

    private static int LogitsItem(INamedTypeSymbol type) =>
        TeacherMark.Attributes.Prepend("StudentAttribute").Select(name => type.FindKdAttribute(name)?.Named("Logits")).OfType<int>().FirstOrDefault();

    private static bool HasRequired(ITypeSymbol type) =>
        type.GetMembers().Any(m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });

    private string? Construction(INamedTypeSymbol type)
    {
        var requires = type.SelfAndBases().Any(t => _requiring.GetValue(t.OriginalDefinition, static d => new(HasRequired(d))).Value);
        var constructors = type.InstanceConstructors.Where(
            c => c.IsReachable() && c.Parameters.All(p => p.IsOptional || p.IsParams)
                && (!requires || c.GetAttributes().Any(a => a.AttributeClass?.Name == "SetsRequiredMembersAttribute")));
        if (constructors.Any())
        {
            return $"new {type.FullName()}()";
        }

        var factories = type.GetMembers().OfType<IMethodSymbol>().Where(m => m.FindKdAttribute("ModelFactoryAttribute") is not null).ToList();
        if (factories.Count == 1 && factories[0] is { IsStatic: true } factory && factory.IsReachable()
            && factory.Parameters.All(p => p.IsOptional || p.IsParams) && SymbolEqualityComparer.Default.Equals(factory.ReturnType, type))
        {
            return $"{type.FullName()}.{Names.Escaped(factory.Name)}()";
        }

        problems.Add(Descriptors.NoConstruction, type, type.Name);
        return null;
    }
}
