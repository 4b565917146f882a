namespace Kd.Generators.Models;

/// <summary>A term of a loss.</summary>
/// <param name="Word">Its attribute and loss class. The path is the term's name.</param>
/// <param name="Member">The student's member that it stands on, or nothing for a term on the class.</param>
/// <param name="Places">The places it compares; none for the logits.</param>
/// <param name="Arguments">What the loss's <c>Forward</c> takes, in order.</param>
/// <param name="HasAdapter">Whether the student's features pass an adapter first.</param>
/// <param name="IsSeveral">Whether it takes several places at once, as arrays.</param>
internal sealed record TermSpec(
    WordSpec Word,
    string? Member,
    EquatableArray<PlacePair> Places,
    EquatableArray<ArgumentSpec> Arguments,
    bool HasAdapter,
    bool IsSeveral = false)
{
    /// <summary>Whether its weight changes from epoch to epoch.</summary>
    public bool HasChangingWeight => Word.Parameters.Any(p => p.Property == "WarmUpEpochs");
}

/// <summary>An argument of a loss's <c>Forward</c> or a metric's <c>Update</c>.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="IsArray">Whether it takes all places at once.</param>
/// <param name="Hint">Which module of the teacher it is, by the id of its hint.</param>
/// <param name="IsOptional">Whether it may be null where the batch has no such tensor.</param>
internal sealed record ArgumentSpec(ArgumentSource Source, bool IsArray, string? Hint = null, bool IsOptional = false);

internal enum ArgumentSource
{
    Student,
    Teacher,
    Labels,
    Mask,
    SampleIds,

    /// <summary>Where the run is.</summary>
    Step,

    /// <summary>A module of the teacher.</summary>
    TeacherModule,
}

/// <summary>Two places that correspond to each other.</summary>
/// <param name="Id">The name of the student's; <c>logits</c> for its output.</param>
/// <param name="Hint">The id of the teacher's.</param>
internal sealed record PlacePair(string Id, string Hint);
