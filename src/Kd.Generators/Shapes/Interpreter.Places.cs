using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Shapes;

/// <content>Modules by where they are in a model.</content>
internal sealed partial class Interpreter
{
    /// <summary>The module in a member, or at a path inside of it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="type">Its class.</param>
    /// <param name="member">The member; the class's own name for the model as a whole.</param>
    /// <param name="path">The names inside, with dots between; nothing for the member itself.</param>
    public Value Module(Value model, INamedTypeSymbol type, string member, string? path)
    {
        var module = member == type.Name ? model : Run(() => Member(model, type, member)) ?? Value.Unknown;
        return (path?.Split('.') ?? []).Aggregate(module, Child);
    }

    private Value Member(Value model, INamedTypeSymbol type, string name) =>
        type.SelfAndBases().SelectMany(t => t.GetMembers(name)).FirstOrDefault() switch
        {
            IFieldSymbol field => ReadMember(model, field.OriginalDefinition, field.Type),
            IPropertySymbol property => ReadProperty(property, model, []),
            _ => Value.Unknown,
        };

    private Value Child(Value module, string name) => Object(module) switch
    {
        Instance instance when !Recorder.HasNamesOfItsOwn(module) => instance.Members
            .FirstOrDefault(m => m.Key is IFieldSymbol or IPropertySymbol && Registered(m.Key) == name).Value ?? Value.Unknown,
        NamedModules { Modules: { } modules } => modules.Find(m => m.Name == name).Module ?? Value.Unknown,
        Items { Values: { } values } when int.TryParse(name, out var index) && index >= 0 && index < values.Count => values[index],
        _ => Value.Unknown,
    };

    private static string Registered(ISymbol member) => member.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "ComponentNameAttribute")?.Named("Name") as string ?? member.Name;
}
