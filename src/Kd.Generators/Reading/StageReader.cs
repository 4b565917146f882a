using Kd.Generators.Diagnostics;
using Kd.Shared;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>A stage of a student.</summary>
/// <param name="Name">Its name; nothing for a student without stages.</param>
/// <param name="Epochs">How many epochs it has, if it says so.</param>
/// <param name="TeacherEpoch">The epoch of the teacher that teaches in it, if it says so.</param>
internal sealed record StageSymbol(string? Name, int? Epochs = null, int? TeacherEpoch = null)
{
    // A word's own stage, and the one in which a part of it is trained.
    private static readonly string[] _naming = ["Stage", "ParaphraserStage"];

    /// <summary>Whether a word belongs to it: to all, if it has no stage of its own.</summary>
    public bool Has(AttributeData word) => word.Named("Stage") is not string || StagesOf(word).Contains(Name);

    /// <summary>The stages that a word names.</summary>
    public static IEnumerable<string> StagesOf(AttributeData word) => _naming.Select(word.Named).OfType<string>();
}

/// <summary>Reads the stages of a student and the words that name them.</summary>
internal sealed class StageReader(Problems problems)
{
    /// <summary>Reads the stages, in order; one without a name if none is declared.</summary>
    /// <returns>Nothing if they are declared wrongly.</returns>
    public IReadOnlyList<StageSymbol>? Read(INamedTypeSymbol type)
    {
        var attributes = type.GetAttributes().Where(a => a.AttributeClass.IsKd("StageAttribute")).ToList();
        var names = attributes.ConvertAll(a => a.ConstructorArguments.FirstOrDefault().Value as string ?? "");
        var complete = AreKnown(type, names);
        for (var i = 0; i < attributes.Count; i++)
        {
            if (!Names.IsIdentifier(names[i]))
            {
                problems.Add(Descriptors.UnusableName, attributes[i], names[i], "stage", "it has to be a C# identifier, since it is part of names of classes");
                complete = false;
            }
            else if (names.Take(i).Contains(names[i], StringComparer.OrdinalIgnoreCase))
            {
                problems.Add(Descriptors.WrongScheme, attributes[i], type.Name, $"it has two stages \"{names[i]}\"");
                complete = false;
            }
        }

        return !complete ? null : attributes.Count == 0 ? [new(null)] : [.. attributes.Zip(names, (a, name) => new StageSymbol(name, Positive(a, "Epochs"), Positive(a, "TeacherEpoch")))];
    }

    private static int? Positive(AttributeData attribute, string property) => attribute.Named(property) is int and > 0 and var value ? value : null;

    // Every word that can name a stage, on the class or a member.
    private bool AreKnown(INamedTypeSymbol type, List<string> names)
    {
        var complete = true;
        foreach (var attribute in Annotations.Of(type).Select(a => a.Attribute).Where(a => IsOfStage(a.AttributeClass)))
        {
            foreach (var stage in StageSymbol.StagesOf(attribute).Where(s => !names.Contains(s)))
            {
                var nearest = NearestName.Find(stage, names);
                var known = names.Count == 0 ? "it has no [Stage]" : nearest is not null ? $"did you mean \"{nearest}\"?" : $"its stages are {string.Join(", ", names.Select(n => $"\"{n}\""))}";
                problems.AddUnknown(Descriptors.UnknownStage, attribute, stage, nearest, type.Name, stage, known);
                complete = false;
            }
        }

        return complete;
    }

    private static bool IsOfStage(INamedTypeSymbol? word) =>
        word.DerivesFromKd("KnowledgeAttribute") || word.DerivesFromKd("OptimizerAttribute") || word.DerivesFromKd("ScheduleAttribute") || word.IsKd("EarlyStoppingAttribute") || word.IsKd("FreezeAttribute");
}
