using Kd.Losses;

namespace Kd.Adapters;

/// <summary>
/// Decides which adapter stands between two shapes. The one place that does: it is compiled into the runtime, which builds what is
/// planned, and into the compiler, which tells of it while one types.
/// </summary>
/// <remarks>
/// Shapes have samples first. A negative number stands for one that is not known, equal ones for the same: then what is decided holds for
/// every number that may be there. Questions have three answers, of which nothing means that it depends.
/// </remarks>
internal static class AdapterPlanner
{
    /// <summary>The plan for a pair of features.</summary>
    /// <param name="kind">What was asked for.</param>
    /// <param name="agreement">What the loss needs to agree.</param>
    /// <param name="student">The shape of the student's feature.</param>
    /// <param name="teacher">The shape of the teacher's.</param>
    public static AdapterPlan Between(AdapterKind kind, Agreement agreement, long[] student, long[] teacher)
    {
        if (kind is AdapterKind.Auto or AdapterKind.None && Agree(agreement, student, teacher) is not false and var agree)
        {
            return agree is true ? AdapterPlan.Identity : AdapterPlan.Undecided;
        }

        if (kind is AdapterKind.None)
        {
            return AdapterPlan.Impossible;
        }

        var arrangement = Arrangement.Between(student, teacher, out var isUndecided);
        return isUndecided ? AdapterPlan.Undecided
            : arrangement is null ? AdapterPlan.Impossible
            : Learned(kind, agreement, arrangement, student, teacher).Between(arrangement.Before, arrangement.After);
    }

    /// <summary>What a kind can relate, for messages.</summary>
    public static string Domain(AdapterKind kind) => kind switch
    {
        AdapterKind.None => "features of one shape",
        AdapterKind.Linear => "vectors (B, D), or sequences (B, L, D) of one length",
        AdapterKind.Conv1x1 or AdapterKind.Conv1x1BatchNorm or AdapterKind.Conv1x1BatchNormRelu or
            AdapterKind.Conv3x3 or AdapterKind.Conv3x3BatchNorm or AdapterKind.Conv3x3BatchNormRelu => "maps (B, C, H, W) of one height and width",
        AdapterKind.Convolution or AdapterKind.Connector or AdapterKind.Regressor =>
            "maps (B, C, H, W), the teacher's of no larger height and width or of a multiple of both",
        AdapterKind.Pool => "maps (B, C, H, W) or sequences (B, L, D), the teacher's not larger",
        AdapterKind.Interpolate => "maps (B, C, H, W) or sequences (B, L, D)",
        _ => "vectors (B, D), sequences (B, L, D) of one length, maps (B, C, H, W), sequences of a map's pixels, and maps or sequences to a vector",
    };

    private static AdapterPlan Learned(AdapterKind kind, Agreement agreement, Arrangement arrangement, long[] student, long[] teacher)
    {
        var target = arrangement.Teacher;
        if (agreement == Agreement.Channels && student.Length == 4 && teacher.Length == 4)
        {
            // Content with whatever size the map leaves.
            target = [target[0], target[1], student[2], student[3]];
        }

        return kind is AdapterKind.Auto
            ? If(Agree(agreement, arrangement.Student, target), AdapterPlan.Of(), PlannedMap.Of(kind, arrangement.Student, target))
            : PlannedMap.Of(kind, arrangement.Student, target);
    }

    /// <summary>One of two plans, if the answer is known.</summary>
    public static AdapterPlan If(bool? answer, AdapterPlan then, AdapterPlan otherwise) =>
        answer is true ? then : answer is false ? otherwise : AdapterPlan.Undecided;

    /// <summary>Whether two numbers are the same.</summary>
    public static bool? Same(long one, long other) => one == other ? true : one < 0 || other < 0 ? null : false;

    private static bool? Agree(Agreement agreement, long[] student, long[] teacher) => agreement switch
    {
        Agreement.Samples => true,
        _ when student.Length != teacher.Length => false,
        Agreement.Channels => student.Length > 1 ? Same(student[1], teacher[1]) : false,
        _ => Enumerable.Range(1, Math.Max(0, student.Length - 1)).Aggregate((bool?)true, (all, i) => all & Same(student[i], teacher[i])),
    };
}
