namespace Kd.Generators.Diagnostics;

/// <summary>The ids of wrong declarations. Each has a page under <c>docs/diagnostics</c>.</summary>
internal static class DiagnosticIds
{
    public const string NotPartial = "KD0001";
    public const string UnknownHint = "KD0002";
    public const string DuplicateId = "KD0003";
    public const string UnmatchedPlace = "KD0004";
    public const string NotAModule = "KD0005";
    public const string NotATeacher = "KD0006";
    public const string NoData = "KD0007";
    public const string SeveralData = "KD0008";
    public const string NoConstruction = "KD0009";
    public const string UnboundInput = "KD0010";
    public const string UnsupportedClass = "KD0011";
    public const string DuplicateTerm = "KD0012";
    public const string NoOptimizer = "KD0013";
    public const string WrongData = "KD0014";
    public const string WrongLossClass = "KD0015";
    public const string SeveralWords = "KD0016";
    public const string NoTerm = "KD0017";
    public const string WrongForward = "KD0018";
    public const string UnusableName = "KD0019";
    public const string MisplacedWord = "KD0020";
    public const string WrongTap = "KD0021";
    public const string WeightsOfStudent = "KD0022";
    public const string UnknownStage = "KD0023";
    public const string WrongScheme = "KD0024";
    public const string AmbiguousTeacher = "KD0025";
    public const string UnknownTeacher = "KD0026";
    public const string TeacherCircle = "KD0027";
    public const string NoTeacherToFollow = "KD0028";
    public const string UnknownCheckpoint = "KD0029";
    public const string OutOfBounds = "KD0030";
    public const string WeighsNothing = "KD0031";
    public const string LateWarmUp = "KD0032";
    public const string WrongScript = "KD0033";
    public const string LateMilestone = "KD0035";
    public const string BatchOfOne = "KD0036";
    public const string DirectForward = "KD0037";
    public const string NeverRegistered = "KD0038";
    public const string ReplacedPlace = "KD0039";
    public const string PropertyModule = "KD0040";
    public const string BareDivergence = "KD0041";
    public const string LooseTensor = "KD0042";
    public const string LooseModules = "KD0043";
    public const string UnusedHint = "KD0044";
    public const string BuiltAdapter = "KD0045";
    public const string UnrelatedShapes = "KD0046";
    public const string WrongShape = "KD0047";
    public const string NoEffect = "KD0050";
    public const string MadeAnew = "KD0051";
    public const string SharedLayer = "KD0052";
    public const string DisposedParameter = "KD0053";
    public const string CutGradient = "KD0054";
    public const string Probabilities = "KD0055";
    public const string AlwaysDropout = "KD0056";
    public const string ModeInForward = "KD0057";
    public const string ChangedPlace = "KD0058";
    public const string UnmovedBuffer = "KD0059";
    public const string UncalledPlace = "KD0060";
    public const string FatalProduct = "KD0061";
    public const string MadeInScope = "KD0062";
    public const string LastingIntermediate = "KD0063";
    public const string HiddenModule = "KD0070";
    public const string DuplicateStage = "KD0071";

    /// <summary>The property of a diagnostic that holds the name that was found.</summary>
    public const string FoundProperty = "Found";

    /// <summary>The property of a diagnostic that holds the name that was perhaps meant, or the classes that one of is.</summary>
    public const string NearestProperty = "Nearest";
}
