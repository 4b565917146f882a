using System.Runtime.CompilerServices;
using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads the places of a teacher or student.</summary>
internal sealed class PlaceReader(Problems problems, CancellationToken cancellation)
{
    // What generated code calls its own things in a class whose properties are places.
    private static readonly HashSet<string> _taken = [.. Names.OfObject, "Taps", "Dispose"];

    private static readonly ConditionalWeakTable<INamedTypeSymbol, PlaceAttributeData[]> _attributes = new();

    private readonly HashSet<(string Member, string Property)> _twice = [];

    /// <summary>The attributes that make places: each with the place's name, the hint that it corresponds to and its member.</summary>
    public static IReadOnlyList<PlaceAttributeData> Attributes(INamedTypeSymbol type) => _attributes.GetValue(type, static t => [.. WithoutReplaced(t, Find(t))]);

    /// <summary>A student's own word on a place counts, not the hint of that name in a base that it may share with its teacher.</summary>
    private static IEnumerable<PlaceAttributeData> WithoutReplaced(INamedTypeSymbol type, IEnumerable<PlaceAttributeData> places)
    {
        if (!ModelMembers.HasBase(type) || type.FindKdAttribute("StudentAttribute") is null || TeacherMark.Find(type) is not null)
        {
            return places;
        }

        var all = places.ToList();
        var own = new HashSet<string>(all.Where(p => !p.IsHint && IsOwn(p)).Select(p => p.Id));
        return all.Where(p => !p.IsHint || IsOwn(p) || !own.Contains(p.Id));

        bool IsOwn(PlaceAttributeData place) => place.Member is ITypeSymbol || SymbolEqualityComparer.Default.Equals(place.Member.ContainingType, type);
    }

    private static IEnumerable<PlaceAttributeData> Find(INamedTypeSymbol type)
    {
        var (exits, features) = (0, 0);
        foreach (var (symbol, attribute) in Annotations.Of(type))
        {
            var word = attribute.AttributeClass;
            var id = symbol is INamedTypeSymbol ? null : word.IsKd("ExitAttribute") ? $"exit{++exits}" : word.IsKd("ExitFeatureAttribute") ? $"exitFeature{++features}" : null;
            var hint = id ?? (IsNamed(word, symbol) && attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string text }, ..] ? text : null);
            if (hint is not null)
            {
                var name = word.IsKd("HintAttribute") ? null : attribute.Named(word.IsKd("PlaceAttribute") ? "Name" : "Place") as string;
                yield return new(name ?? hint, hint, symbol, attribute);
            }
        }
    }

    private static bool IsNamed(INamedTypeSymbol? word, ISymbol on) =>
        word.IsKd("HintAttribute") || (on is not INamedTypeSymbol && (word.IsKd("PlaceAttribute") || word.DerivesFromKd("MemberKnowledgeAttribute")));

    /// <summary>Reads the places of a class, or nothing if one is wrong.</summary>
    public EquatableArray<PlaceSpec>? Read(INamedTypeSymbol type)
    {
        var places = new List<PlaceSpec>();
        var ids = new HashSet<string>();
        var complete = true;

        // A teacher's places are its hints: what else stands on a member is told to be for students.
        var isStudent = type.FindKdAttribute("StudentAttribute") is not null;
        var attributes = Attributes(type).Where(p => p.IsHint || isStudent).ToList();
        foreach (var place in attributes)
        {
            cancellation.ThrowIfCancellationRequested();
            complete &= IsOnModule(place) && IsInReach(type, place) && HasUsableName(type, place) && Add(type, place, attributes, places, ids);
        }

        return complete ? EquatableArray.From(places) : null;
    }

    private bool IsOnModule(PlaceAttributeData place)
    {
        var lacking = place.Member switch
        {
            { IsStatic: true } => "static ",
            IPropertySymbol { GetMethod: null } => "write-only ",
            IPropertySymbol { IsIndexer: true } => "indexed ",
            _ => "",
        };
        var fits = lacking.Length == 0 && place.MemberType.IsModule();

        // What is wrong with the class is told of the class.
        if (!fits && place.Member is not ITypeSymbol)
        {
            problems.Add(
                Descriptors.NotAModule, place.Attribute, place.Attribute.Word(), place.Member.Name,
                lacking + place.MemberType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                "put it on a field or property whose type is a module, such as Module<Tensor, Tensor>");
        }

        return fits;
    }

    private bool IsInReach(INamedTypeSymbol type, PlaceAttributeData place)
    {
        var reachable = place.Member is ITypeSymbol || type.CanReach(place.Member);
        if (!reachable)
        {
            problems.Add(Descriptors.WrongTap, place.Attribute, place.Attribute.Word(), place.Member.Name, OutOfReach(place.Member, type));
        }

        return reachable;
    }

    /// <summary>What is wrong with a word on a member of a base that a class cannot name.</summary>
    public static string OutOfReach(ISymbol member, INamedTypeSymbol type) =>
        $"it is {(member.DeclaredAccessibility == Accessibility.Private ? "private" : "internal")} in {member.ContainingType.Name}, where {type.Name} cannot reach it; make it protected";

    private bool HasUsableName(INamedTypeSymbol type, PlaceAttributeData place)
    {
        var usable = Names.IsUsable(place.Id) && !_taken.Contains(Names.Pascal(place.Id));

        // A student's word without a name of its own has the teacher's place's, and what is wrong with that is told there.
        var isOfTeacher = !place.IsHint && place.Id == place.Hint && type.GetAttributes().Any(a => a.AttributeClass.IsKd("StudentAttribute") && a.AttributeClass!.Arity == 1);
        if (!usable && !isOfTeacher)
        {
            problems.Add(Descriptors.UnusableName, place.Attribute, place.Id, "place", Names.IsUsable(place.Id) ? Names.Taken : Names.Rule);
        }

        return usable;
    }

    private bool Add(INamedTypeSymbol type, PlaceAttributeData place, IReadOnlyList<PlaceAttributeData> all, List<PlaceSpec> places, HashSet<string> ids)
    {
        var property = Names.Pascal(place.Id);
        var isFirst = place.SaysWhere ? ids.Add(property) : !ids.Contains(property);
        var same = places.Find(p => p.Property == property);
        if (property == "Logits" || (same is not null && (same.Member != place.Member.Name || same.Hint != place.Hint || (place.SaysWhere && !isFirst))))
        {
            // However many words of a member have the id.
            if (_twice.Add((place.Member.Name, property)))
            {
                problems.Add(
                    Descriptors.DuplicateId, place.Attribute, type.Name, same?.Id ?? place.Id, same?.Member ?? "the model's output",
                    (same is not null && same.Id != place.Id ? $"\"{place.Id}\" is the same in C#, {property}: " : "")
                    + (place.IsHint ? "give each place an id of its own" : $"tell them apart by {(place.SaysWhere ? "Name" : "Place")} = \"...\""));
            }

            return false;
        }

        if (same is not null)
        {
            return true;
        }

        // A word follows the place that [Place] describes, wherever on the member that stands.
        var described = all.FirstOrDefault(p => p.SaysWhere && p.Id == place.Id && p.Member.Name == place.Member.Name) ?? place;
        if (new TapReader(described.Equals(place) ? problems : Problems.Ignored).Read(described) is not { } tap)
        {
            return false;
        }

        var isNullable = place.MemberType.NullableAnnotation == NullableAnnotation.Annotated;
        places.Add(new(place.Id, place.Hint, property, place.Member.Name, isNullable, tap));
        return true;
    }
}

/// <summary>An attribute that makes a place.</summary>
/// <param name="Id">The name of the place.</param>
/// <param name="Hint">The id of the hint that it is or corresponds to.</param>
/// <param name="Member">What it stands on.</param>
/// <param name="Attribute">The attribute.</param>
internal sealed record PlaceAttributeData(string Id, string Hint, ISymbol Member, AttributeData Attribute)
{
    public ITypeSymbol MemberType => Member switch
    {
        ITypeSymbol model => model,
        IFieldSymbol { Type: var type } => type,
        _ => ((IPropertySymbol)Member).Type,
    };

    public bool IsHint => Attribute.AttributeClass.IsKd("HintAttribute");

    /// <summary>Whether the attribute can say where in the member the place is.</summary>
    public bool SaysWhere => IsHint || Attribute.AttributeClass.IsKd("PlaceAttribute");
}
