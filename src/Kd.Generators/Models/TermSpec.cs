namespace Kd.Generators.Models;

/// <summary>A term of a loss.</summary>
/// <param name="Word">Its attribute and loss class. The path is the term's name.</param>
/// <param name="Member">The student's member that it stands on, or nothing for a term on the class.</param>
/// <param name="Student">What the loss is given as the student's: places of the learner or of all learners of a group.</param>
/// <param name="Teacher">What it is given as the teacher's. What is compared with what stands at the same index.</param>
/// <param name="Features">What it is given as the student's features, if it tells them from the logits.</param>
/// <param name="TeacherFeatures">The same of the teacher.</param>
/// <param name="Arguments">What the loss's <c>Forward</c> takes, in order.</param>
/// <param name="HasAdapter">Whether the student's features pass an adapter first.</param>
/// <param name="IsSeveral">Whether it takes several places at once, as arrays.</param>
internal sealed record TermSpec(
    WordSpec Word,
    string? Member,
    EquatableArray<PlaceRef> Student,
    EquatableArray<PlaceRef> Teacher,
    EquatableArray<PlaceRef> Features,
    EquatableArray<PlaceRef> TeacherFeatures,
    EquatableArray<ArgumentSpec> Arguments,
    bool HasAdapter,
    bool IsSeveral = false)
{
    /// <summary>How its batches are put together, as C# text; nothing if it takes any.</summary>
    public string? Batches { get; init; }

    /// <summary>Whether its weight changes from epoch to epoch.</summary>
    public bool HasChangingWeight => Word.Parameters.Any(p => p.Property == "WarmUpEpochs");

    /// <summary>The attribute as a person reads it, and the member that it stands on.</summary>
    public string Declaration => Member is null ? Word.Source : $"{Word.Source} on {Member}";

    /// <summary>All places that it reads.</summary>
    public IEnumerable<PlaceRef> Places => Student.Concat(Teacher).Concat(Features).Concat(TeacherFeatures);

    /// <summary>What corresponds to each other: a place of the student's, and one of the teacher's that it follows.</summary>
    public IEnumerable<PlacePair> Pairs => Student.Zip(Teacher, (student, teacher) => new PlacePair(student, teacher));
}

/// <summary>A place in a model of the run.</summary>
/// <param name="Actor">The name of the model in the run.</param>
/// <param name="Id">The name of the place; <c>logits</c> for the model's output.</param>
internal sealed record PlaceRef(string Actor, string Id)
{
    public const string Logits = "logits";

    /// <summary>Whether it is the model's output.</summary>
    public bool IsLogits => Id == Logits;
}

/// <summary>Two places that correspond to each other.</summary>
internal sealed record PlacePair(PlaceRef Student, PlaceRef Teacher);

/// <summary>An argument of a loss's <c>Forward</c> or a metric's <c>Update</c>.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="IsArray">Whether it takes all places at once.</param>
/// <param name="Hint">Which module of the teacher it is, by the id of its hint.</param>
/// <param name="IsOptional">Whether it may be null where the batch has no such tensor.</param>
internal sealed record ArgumentSpec(ArgumentSource Source, bool IsArray, string? Hint = null, bool IsOptional = false)
{
    /// <summary>The modules that it is: one, or for an array one of each teacher.</summary>
    public EquatableArray<PlaceRef> Modules { get; init; }
}

internal enum ArgumentSource
{
    Student,
    Teacher,

    /// <summary>The student's features, for a loss that takes its logits too.</summary>
    StudentFeatures,

    /// <summary>The features of the teacher, for the same.</summary>
    TeacherFeatures,

    Labels,
    Mask,
    SampleIds,

    /// <summary>Where the run is.</summary>
    Step,

    /// <summary>A module of the teacher.</summary>
    TeacherModule,
}
