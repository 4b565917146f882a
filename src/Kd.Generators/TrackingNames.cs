namespace Kd.Generators;

/// <summary>The names of the generator's steps, by which tests see whether a step ran again.</summary>
internal static class TrackingNames
{
    public const string Teachers = nameof(Teachers);
    public const string Scripts = nameof(Scripts);
    public const string Students = nameof(Students);
    public const string OwnStudents = nameof(OwnStudents);
    public const string Data = nameof(Data);
    public const string OneData = nameof(OneData);
    public const string TeacherModels = nameof(TeacherModels);
    public const string ScriptModels = nameof(ScriptModels);
    public const string StudentModels = nameof(StudentModels);
    public const string TeacherRuns = nameof(TeacherRuns);
    public const string ScriptRuns = nameof(ScriptRuns);
    public const string StudentRuns = nameof(StudentRuns);
    public const string OwnStudentModels = nameof(OwnStudentModels);
    public const string OwnStudentRuns = nameof(OwnStudentRuns);
}
