using Microsoft.CodeAnalysis;

namespace Kd.Generators.Diagnostics;

/// <summary>What is said of each wrong declaration.</summary>
internal static class Descriptors
{
    private const string Category = "Kd";
    private const string Pages = "https://github.com/kd-net/kd/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor NotPartial = Error(
        DiagnosticIds.NotPartial, "The class is not partial", "{0} has to be partial, so that Kd can add to it: write 'partial class {0}'");

    public static readonly DiagnosticDescriptor UnknownHint = Error(
        DiagnosticIds.UnknownHint, "The teacher has no such hint", "{0} has no [Hint(\"{1}\")]; {2}");

    public static readonly DiagnosticDescriptor DuplicateId = Error(
        DiagnosticIds.DuplicateId, "Two members have one id", "{0} already has the place \"{1}\", on {2}; {3}");

    public static readonly DiagnosticDescriptor UnmatchedPlace = Error(
        DiagnosticIds.UnmatchedPlace, "The student has no such place",
        "No member of {0} corresponds to the hint \"{1}\"; put [Place(\"{1}\")], or a word that follows it, on one");

    public static readonly DiagnosticDescriptor NotAModule = Error(
        DiagnosticIds.NotAModule, "The attribute is not on a module", "[{0}] needs a TorchSharp module, but {1} is a {2}; {3}");

    public static readonly DiagnosticDescriptor NotATeacher = Error(
        DiagnosticIds.NotATeacher, "The class is not a teacher", "{0} cannot teach {1}: {2}");

    public static readonly DiagnosticDescriptor NoData = Error(
        DiagnosticIds.NoData, "No method gives the data",
        "{0} has no data to train on: mark one method with [DistillationData], as in 'static DistillationData<ImageBatch> Load(DataContext context)'",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor SeveralData = Error(
        DiagnosticIds.SeveralData, "Several methods give the data", "Both {0} and {1} have [DistillationData]; a project has one",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NoConstruction = Error(
        DiagnosticIds.NoConstruction, "The model cannot be made",
        "{0} cannot be made: give it a constructor that needs no argument, or one static method with [ModelFactory] that returns a {0}; neither private");

    public static readonly DiagnosticDescriptor UnboundInput = Error(
        DiagnosticIds.UnboundInput, "An input is not in the batch",
        "The batch {0} has no tensor for {1}; its tensors are {2}",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UnsupportedClass = Error(
        DiagnosticIds.UnsupportedClass, "The class cannot be a model", "{0} is {1}; a teacher or student is a class of its own that can be made");

    public static readonly DiagnosticDescriptor DuplicateTerm = Error(
        DiagnosticIds.DuplicateTerm, "Two terms have one name", "{0} already has a term {1}; give one of them a Name");

    public static readonly DiagnosticDescriptor NoOptimizer = Error(
        DiagnosticIds.NoOptimizer, "No optimizer", "{0} is trained, but by which optimizer? Add [Sgd] or [AdamW]");

    public static readonly DiagnosticDescriptor WrongData = Error(
        DiagnosticIds.WrongData, "The data method has the wrong form",
        "{0} has to be 'static DistillationData<TBatch> {0}(DataContext context)', not private and in a class that is neither private, generic nor visible in its file alone");

    public static readonly DiagnosticDescriptor WrongLossClass = Error(
        DiagnosticIds.WrongLossClass, "The class behind the word does not fit", "[{0}] names {1}, which {2}");

    public static readonly DiagnosticDescriptor SeveralWords = Error(
        DiagnosticIds.SeveralWords, "Two words where one is wanted", "{0} has several {1}: keep one");

    public static readonly DiagnosticDescriptor NoTerm = Error(
        DiagnosticIds.NoTerm, "The student learns nothing", "{0} has nothing to learn from: add [Response], [TaskLoss], or another term");

    public static readonly DiagnosticDescriptor WrongForward = Error(
        DiagnosticIds.WrongForward, "The model's forward does not fit", "{0} has to take tensors and return one, or a tuple with the logits as its item Logits: derive it from Module<Tensor, Tensor> and override forward");

    public static readonly DiagnosticDescriptor UnusableName = Error(
        DiagnosticIds.UnusableName, "The name cannot be used", "\"{0}\" cannot name a {1}: {2}");

    public static readonly DiagnosticDescriptor MisplacedWord = Error(
        DiagnosticIds.MisplacedWord, "A student's word on a class that is none", "[{0}] is a word for students, but {1} is {2}");

    public static readonly DiagnosticDescriptor WrongTap = Error(
        DiagnosticIds.WrongTap, "The member has no such tensor", "[{0}] on {1}: {2}");

    public static readonly DiagnosticDescriptor WeightsOfStudent = Error(
        DiagnosticIds.WeightsOfStudent, "A student's weights cannot be imported",
        "{0} is a student, which learns its weights from {1}: take away Weights, or {2}");

    public static readonly DiagnosticDescriptor UnknownStage = Error(
        DiagnosticIds.UnknownStage, "The student has no such stage", "{0} has no [Stage(\"{1}\")]; {2}");

    public static readonly DiagnosticDescriptor WrongScheme = Error(
        DiagnosticIds.WrongScheme, "The words do not make a scheme", "{0} cannot be trained like this: {1}");

    public static readonly DiagnosticDescriptor AmbiguousTeacher = Error(
        DiagnosticIds.AmbiguousTeacher, "Several teachers have the hint", "The hint \"{0}\" is in {1}: say which is meant, by Teacher = typeof(...)");

    public static readonly DiagnosticDescriptor UnknownTeacher = Error(
        DiagnosticIds.UnknownTeacher, "The word names a model that does not teach the student", "{0} does not teach {1}: {2}");

    public static readonly DiagnosticDescriptor TeacherCircle = Error(
        DiagnosticIds.TeacherCircle, "Teachers that learn from each other in a circle",
        "{0}: none of them can be trained first; let them learn at the same time by [Mutual], or a class from itself by [BornAgain] or [MeanTeacher]");

    public static readonly DiagnosticDescriptor NoTeacherToFollow = Error(
        DiagnosticIds.NoTeacherToFollow, "There is no teacher to follow",
        "[{0}] follows a teacher, but {1} has none: write [Student<TTeacher>], or add [BornAgain], [MeanTeacher] or [Mutual]");

    public static readonly DiagnosticDescriptor UnknownCheckpoint = Error(
        DiagnosticIds.UnknownCheckpoint, "The teacher does not keep that epoch", "{0}: {1}");

    public static readonly DiagnosticDescriptor WrongScript = Error(
        DiagnosticIds.WrongScript, "The teacher is no script, or not marked as one", "{0}: {1}");

    public static readonly DiagnosticDescriptor HiddenModule = Warning(
        DiagnosticIds.HiddenModule, "The referenced class shows no such module", "[{0}] on {1}: {2} has no public module \"{3}\"; did you mean \"{4}\"?");

    public static readonly DiagnosticDescriptor DuplicateStage = Error(
        DiagnosticIds.DuplicateStage, "Two models have one name", "Results are kept under the name \"{0}\", which {1} has too: rename {2}", WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>An error.</summary>
    public static DiagnosticDescriptor Error(string id, string title, string message, params string[] tags) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: $"{Pages}{id}.md", customTags: tags);

    /// <summary>A warning.</summary>
    public static DiagnosticDescriptor Warning(string id, string title, string message, params string[] tags) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: $"{Pages}{id}.md", customTags: tags);

    /// <summary>A suggestion.</summary>
    public static DiagnosticDescriptor Info(string id, string title, string message, params string[] tags) =>
        new(id, title, message, Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: $"{Pages}{id}.md", customTags: tags);
}
