namespace Kd.Tasks.Diagnostics;

/// <summary>The ids of what can be wrong with a build or its configuration. Each has a page in <c>docs/diagnostics</c>.</summary>
public static class BuildErrors
{
    /// <summary>The project declares no stage.</summary>
    public const string NoStage = "KD1001";

    /// <summary>The project declares teachers, but no student.</summary>
    public const string NoStudent = "KD1002";

    /// <summary><c>KdStudent</c> names a student that the project does not have.</summary>
    public const string UnknownStudent = "KD1003";

    /// <summary><c>KdSet</c> names a setting that no stage of the run has.</summary>
    public const string UnknownSetting = "KD1004";

    /// <summary><c>KdSet</c> is not a list of <c>path=value</c>.</summary>
    public const string MalformedSetting = "KD1005";

    /// <summary>A file of <c>@(KdData)</c> does not exist.</summary>
    public const string DataFileMissing = "KD1006";

    /// <summary><c>KdDataPath</c> does not exist.</summary>
    public const string DataPathMissing = "KD1007";

    /// <summary><c>KdDevice</c> is not a device.</summary>
    public const string BadDevice = "KD1008";

    /// <summary>The file that a teacher's weights come from does not exist.</summary>
    public const string WeightsMissing = "KD1009";

    /// <summary>Two stages have one name.</summary>
    public const string DuplicateStage = "KD1010";

    /// <summary>The stages wait for each other in a circle, or for one that does not exist.</summary>
    public const string BrokenGraph = "KD1011";

    /// <summary>The program that trains, <c>Kd.Host.dll</c>, is not where it should be.</summary>
    public const string HostMissing = "KD1012";

    /// <summary>The project's assembly has not been built.</summary>
    public const string AssemblyMissing = "KD1013";

    /// <summary>A folder of results can't be written.</summary>
    public const string ResultsNotWritable = "KD1014";

    /// <summary>A property that begins as Kd's do is none of them.</summary>
    public const string UnknownProperty = "KD1015";

    /// <summary><c>KdLibTorch</c> is not a folder with libtorch.</summary>
    public const string NoLibTorch = "KD1016";

    /// <summary>A property or a setting has a value that it cannot have.</summary>
    public const string UnreadableValue = "KD1020";

    /// <summary>The system killed the process that trained a stage, since there was no more memory.</summary>
    public const string OutOfMemory = "KD1021";

    /// <summary>A report could not be written.</summary>
    public const string ReportNotWritten = "KD1040";

    /// <summary>There are no results to compare.</summary>
    public const string NothingToCompare = "KD1041";

    /// <summary>A folder of <c>KdCompare</c> has no results.</summary>
    public const string NoResultsInFolder = "KD1042";

    /// <summary>A <c>summary.json</c> is none.</summary>
    public const string UnreadableSummary = "KD1043";

    /// <summary>The process that trained a stage ended without saying why.</summary>
    public const string TrainingProcessFailed = "KD3900";

    /// <summary>The address of the page about an id.</summary>
    /// <param name="code">The id.</param>
    public static string HelpLink(string code) => $"https://github.com/kd-net/kd/blob/main/docs/diagnostics/{code}.md";
}
