using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Kd.Shared;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads where in a member a place is: <c>Of</c>, <c>Item</c> and <c>Path</c>.</summary>
internal sealed class TapReader(Problems problems)
{
    /// <summary>Reads it, or nothing if there is no such tensor.</summary>
    public TapSpec? Read(PlaceAttributeData place)
    {
        var path = place.SaysWhere ? place.Attribute.Named("Path") as string : null;
        var item = place.SaysWhere ? place.Attribute.Named("Item") as int? ?? 0 : 0;
        var isInput = place.SaysWhere && place.Attribute.Named("Of") is 1;
        if (path is not null && place.MemberType.DerivesFromKd("ScriptTeacher"))
        {
            return Wrong(place, "what is inside a script cannot be seen from outside: a hint is its input, or what it returns");
        }

        var isWrong = false;
        var known = path is null ? place.MemberType : Find(place, path, out isWrong);
        return isWrong ? null
            : known?.TypedModule() is { } module ? Read(place, path, known, module, isInput, item)
            : known is not null && path is null ? Wrong(place, $"{place.Member.Name} is a {Short(known)}, which does not say what it takes and returns")
            : item != 0 ? Wrong(place, $"the type of \"{path}\" is not known here, so that it can have one tensor only")
            : new(path, "global::TorchSharp.torch.nn.Module<global::TorchSharp.torch.Tensor, global::TorchSharp.torch.Tensor>", 1, isInput ? 0 : null, "");
    }

    private TapSpec? Read(PlaceAttributeData place, string? path, ITypeSymbol type, INamedTypeSymbol module, bool isInput, int item)
    {
        var inputs = module.InputTypes();
        var selector = isInput ? "" : module.ResultType().TensorSelector(item);
        var exists = isInput ? item >= 0 && item < inputs.Length && inputs[item].IsTensor() : selector is not null;
        return exists
            ? new(path, type.IsReachable() ? type.FullName() : module.FullName(), inputs.Length, isInput ? item : null, selector!)
            : Wrong(place, isInput
                ? $"{Short(type)} has no tensor as input {item}; it takes ({string.Join(", ", inputs.Select(Short))})"
                : $"{Short(type)} returns {Short(module.ResultType())}, which has no tensor as item {item}");
    }

    private TapSpec? Wrong(PlaceAttributeData place, string fault)
    {
        problems.Add(Descriptors.WrongTap, place.Attribute, place.Attribute.Word(), place.Member.Name, fault);
        return null;
    }

    /// <summary>The type of the module at a path as far as the source tells; nothing where only the made model can.</summary>
    private ITypeSymbol? Find(PlaceAttributeData place, string path, out bool isWrong)
    {
        isWrong = false;
        var (type, before) = (place.MemberType, "");
        foreach (var name in path.Split('.'))
        {
            var own = type.SelfAndBases().TakeWhile(t => !IsTorchSharp(t)).ToList();
            if (!SayTheirModules(own))
            {
                return null;
            }

            var children = Children(own);
            if (!children.TryGetValue(name, out var child))
            {
                if (own.Exists(IsReferenced))
                {
                    Doubt(place, type, path, before, name, children.Keys);
                    return null;
                }

                isWrong = true;
                var nearest = NearestName.Find(name, children.Keys);
                var known = nearest is not null ? $"did you mean \"{before}{nearest}\"?"
                    : children.Count == 0 ? "it has none inside"
                    : $"it has {string.Join(", ", children.Keys.Select(k => $"\"{before}{k}\""))}";
                AddUnknown(
                    Descriptors.WrongTap, place, path, before, name, nearest, place.Member.Name, $"{Short(place.MemberType)} has no module \"{before}{name}\"; {known}");
                return null;
            }

            (type, before) = (child, $"{before}{name}.");
        }

        return type;
    }

    /// <summary>The methods by which a model gets modules that are no fields.</summary>
    public static readonly string[] Registering = ["register_module", "add_module"];

    // A referenced class shows its public and protected members only, so that a name may be right that is not among them.
    private void Doubt(PlaceAttributeData place, ITypeSymbol type, string path, string before, string name, IReadOnlyCollection<string> shown)
    {
        if (NearestName.Find(name, shown) is { } nearest && !Plain(nearest).Equals(Plain(name), StringComparison.OrdinalIgnoreCase))
        {
            AddUnknown(Descriptors.HiddenModule, place, path, before, name, nearest, place.Member.Name, Short(type), name, before + nearest);
        }

        static string Plain(string text) => text.Replace("_", "");
    }

    // The path that was perhaps meant goes on behind the name as the one that was found does.
    private void AddUnknown(DiagnosticDescriptor descriptor, PlaceAttributeData place, string path, string before, string name, string? nearest, params object[] arguments) =>
        problems.AddUnknown(
            descriptor, place.Attribute, path, nearest is null ? null : before + nearest + path.Substring(before.Length + name.Length), [place.Attribute.Word(), .. arguments]);

    private static bool IsReferenced(ITypeSymbol type) => type.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>Whether the fields of a class and its bases are all of its modules: it registers nothing else, as far as can be seen.</summary>
    private static bool SayTheirModules(List<ITypeSymbol> own) => own.Count > 0
        && !own.Exists(t => t.DeclaringSyntaxReferences.Any(r => r.GetSyntax().DescendantTokens().Any(k => Registering.Contains(k.ValueText))))
        && own[own.Count - 1].BaseType is INamedTypeSymbol { Name: "Module", ContainingType.Name: "nn" };

    private static bool IsTorchSharp(ITypeSymbol type) => type.ContainingAssembly?.Name == "TorchSharp";

    private static Dictionary<string, ITypeSymbol> Children(List<ITypeSymbol> own)
    {
        var children = new Dictionary<string, ITypeSymbol>();
        var members = own.SelectMany(t => t.GetMembers()).ToList();

        // A referenced class does not show the field behind an automatic property.
        foreach (var property in members.OfType<IPropertySymbol>())
        {
            if (property is { IsStatic: false, IsIndexer: false } && IsReferenced(property.ContainingType) && property.Type.IsModule())
            {
                children[property.Name] = property.Type;
            }
        }

        foreach (var field in members.OfType<IFieldSymbol>())
        {
            if (!field.IsStatic && field.Type.IsModule())
            {
                var given = field.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "ComponentNameAttribute")?.Named("Name") as string;
                children[given ?? field.AssociatedSymbol?.Name ?? field.Name] = field.Type;
            }
        }

        return children;
    }

    private static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
