namespace Kd.Tasks.Tests.Fixtures;

/// <summary>Source that declares stages, with an attribute of the runtime's shape.</summary>
internal static class StageSource
{
    public const string Attribute = """
        namespace Kd.Training
        {
            public enum StageRole { Teacher, Baseline, Student }

            [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
            public sealed class DistillStageAttribute(string name, StageRole role, Type entry) : Attribute
            {
                public string Name { get; } = name;
                public StageRole Role { get; } = role;
                public Type Entry { get; } = entry;
                public string? Student { get; init; }
                public string[] Models { get; init; } = [];
                public string[] After { get; init; } = [];
                public Type[] Reads { get; init; } = [];
                public string Declaration { get; init; } = "";
                public string[] Settings { get; init; } = [];
                public string? Weights { get; init; }
                public bool IsScript { get; init; }
            }
        }
        """;

    /// <summary>A group of two, and a student of one of them that is trained in two stages.</summary>
    public const string Schemes = """
        using Kd.Training;

        [assembly: DistillStage("pair", StageRole.Student, typeof(Entry), Models = ["Narrow", "Wide"], Reads = [typeof(Narrow), typeof(Wide)],
            Declaration = "mutual", Settings = ["train.epochs", "narrow.response.temperature"])]
        [assembly: DistillStage("Pupil.hint", StageRole.Student, typeof(Entry), Student = "Pupil", Reads = [typeof(Pupil)], After = ["Narrow"],
            Declaration = "guided", Settings = ["train.epochs", "guided.late.weight"])]
        [assembly: DistillStage("Pupil", StageRole.Student, typeof(Entry), Reads = [typeof(Pupil)], After = ["Narrow", "Pupil.hint"],
            Declaration = "response", Settings = ["train.epochs", "response.temperature"])]

        class Entry;
        class Narrow { int width = 8; }
        class Wide { int width = 16; }
        class Pupil { int width = 4; }

        """ + Attribute;

    /// <summary>A teacher, a student and the student's baseline, with classes of their own.</summary>
    public const string Digits = """
        using Kd.Training;

        [assembly: DistillStage("DigitsTeacher", StageRole.Teacher, typeof(Entry), Reads = [typeof(DigitsTeacher), typeof(Digits)],
            Declaration = "train(30)", Settings = ["train.epochs", "train.seed"])]
        [assembly: DistillStage("DigitsStudent", StageRole.Student, typeof(Entry), Reads = [typeof(DigitsStudent), typeof(Digits)], After = ["DigitsTeacher"],
            Declaration = "response(4)", Settings = ["train.epochs", "train.seed", "response.temperature"])]
        [assembly: DistillStage("DigitsStudent.Baseline", StageRole.Baseline, typeof(Entry), Reads = [typeof(DigitsStudent), typeof(Digits)],
            Declaration = "baseline", Settings = ["train.epochs", "train.seed"])]

        class Entry;
        class Digits { public static int Load() => 1; }
        class DigitsTeacher { int width = 64; }
        class DigitsStudent { int width = 8; }

        """ + Attribute;
}
