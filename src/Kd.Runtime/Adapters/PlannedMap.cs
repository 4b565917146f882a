namespace Kd.Adapters;

/// <summary>What an adapter learns: the layers between two shapes of the same form.</summary>
internal static class PlannedMap
{
    /// <summary>The layers of a kind.</summary>
    public static AdapterPlan Of(AdapterKind kind, long[] student, long[] teacher) => kind switch
    {
        AdapterKind.Auto => AreMaps(student, teacher) ? Smallest(student, teacher) : Linear(student, teacher),
        AdapterKind.Linear => Linear(student, teacher),
        AdapterKind.Conv1x1 => SameSize(student, teacher, kernel: 1),
        AdapterKind.Conv1x1BatchNorm => Normalised(SameSize(student, teacher, kernel: 1), teacher, rectified: false),
        AdapterKind.Conv1x1BatchNormRelu => Normalised(SameSize(student, teacher, kernel: 1), teacher, rectified: true),
        AdapterKind.Conv3x3 => SameSize(student, teacher, kernel: 3),
        AdapterKind.Conv3x3BatchNorm => Normalised(SameSize(student, teacher, kernel: 3), teacher, rectified: false),
        AdapterKind.Conv3x3BatchNormRelu => Normalised(SameSize(student, teacher, kernel: 3), teacher, rectified: true),
        AdapterKind.Convolution => Convolution(student, teacher),
        AdapterKind.Connector => Normalised(Convolution(student, teacher), teacher, rectified: false),
        AdapterKind.Regressor => Normalised(Convolution(student, teacher), teacher, rectified: true),
        AdapterKind.Pool => Pooled(student, teacher),
        AdapterKind.Interpolate => Resized(student, teacher, pools: false),
        _ => AdapterPlan.Impossible,
    };

    private static AdapterPlan Linear(long[] student, long[] teacher) => (student.Length, teacher.Length) switch
    {
        (2, 2) => AdapterPlan.Of(new PlannedLinear(student[1], teacher[1])),
        (3, 3) => AdapterPlanner.If(AdapterPlanner.Same(student[1], teacher[1]), AdapterPlan.Of(new PlannedLinear(student[2], teacher[2])), AdapterPlan.Impossible),
        _ => AdapterPlan.Impossible,
    };

    private static AdapterPlan SameSize(long[] student, long[] teacher, long kernel) => AreMaps(student, teacher)
        ? AdapterPlanner.If(HaveOneSize(student, teacher), AdapterPlan.Of(Square(student, teacher, kernel, padding: kernel / 2)), AdapterPlan.Impossible)
        : AdapterPlan.Impossible;

    private static AdapterPlan Smallest(long[] student, long[] teacher)
    {
        var pointwise = Square(student, teacher, kernel: 1);
        return AdapterPlanner.If(
            HaveOneSize(student, teacher),
            AdapterPlan.Of(pointwise),
            Halved(student, teacher, Multiplied(
                student, teacher, factor: 2,
                otherwise: IsNoLarger(teacher, student) is { } pools ? AdapterPlan.Of(new PlannedResize([teacher[2], teacher[3]], pools), pointwise) : AdapterPlan.Undecided)));
    }

    // The cases of RepDistiller's ConvReg (models/util.py), and further multiples.
    private static AdapterPlan Convolution(long[] student, long[] teacher) => AreMaps(student, teacher)
        ? Halved(student, teacher, AdapterPlanner.If(
            IsNoLarger(teacher, student),
            AdapterPlan.Of(new PlannedConvolution(student[1], teacher[1], 1 + student[2] - teacher[2], 1 + student[3] - teacher[3])),
            Multiplied(student, teacher, student[2] > 0 ? teacher[2] / student[2] : 0, AdapterPlan.Impossible)))
        : AdapterPlan.Impossible;

    private static AdapterPlan Halved(long[] student, long[] teacher, AdapterPlan otherwise) => AdapterPlanner.If(
        IsMultiple(teacher, 2, student), AdapterPlan.Of(Square(student, teacher, kernel: 3, stride: 2, padding: 1)), otherwise);

    private static AdapterPlan Multiplied(long[] student, long[] teacher, long factor, AdapterPlan otherwise) => AdapterPlanner.If(
        factor > 1 ? IsMultiple(student, factor, teacher) : false,
        AdapterPlan.Of(Square(student, teacher, factor + 2, stride: factor, padding: 1) with { IsTransposed = true }),
        otherwise);

    private static AdapterPlan Normalised(AdapterPlan convolution, long[] teacher, bool rectified)
    {
        var normalised = convolution.Then(new PlannedNormalisation(convolution.IsPossible ? teacher[1] : 0));
        return rectified ? normalised.Then(new PlannedRectifier()) : normalised;
    }

    private static AdapterPlan Pooled(long[] student, long[] teacher) => student.Length == teacher.Length
        ? AdapterPlanner.If(IsNoLarger(teacher, student), Resized(student, teacher, pools: true), AdapterPlan.Impossible)
        : AdapterPlan.Impossible;

    private static AdapterPlan Resized(long[] student, long[] teacher, bool pools)
    {
        if (student.Length != teacher.Length || student.Length is not (3 or 4))
        {
            return AdapterPlan.Impossible;
        }

        var resize = new PlannedResize(Size(teacher), pools);
        return student.Length == 3
            ? AdapterPlanner.If(AdapterPlanner.Same(student[2], teacher[2]), AdapterPlan.Of(resize), AdapterPlan.Of(resize, new PlannedLinear(student[2], teacher[2])))
            : AdapterPlanner.If(AdapterPlanner.Same(student[1], teacher[1]), AdapterPlan.Of(resize), AdapterPlan.Of(resize, Square(student, teacher, kernel: 1)));
    }

    private static PlannedConvolution Square(long[] student, long[] teacher, long kernel, long stride = 1, long padding = 0) =>
        new(student[1], teacher[1], kernel, kernel, stride, padding);

    private static bool AreMaps(long[] student, long[] teacher) => student.Length == 4 && teacher.Length == 4;

    private static bool? HaveOneSize(long[] one, long[] other) => AdapterPlanner.Same(one[2], other[2]) & AdapterPlanner.Same(one[3], other[3]);

    private static bool? IsMultiple(long[] small, long factor, long[] large) =>
        IsMultiple(small[2], factor, large[2]) & IsMultiple(small[3], factor, large[3]);

    private static bool? IsMultiple(long small, long factor, long large) => small < 0 || large < 0 ? null : factor * small == large;

    private static bool? IsNoLarger(long[] one, long[] other) =>
        Size(one).Zip(Size(other), (o, n) => o == n ? true : o < 0 || n < 0 ? (bool?)null : o <= n).Aggregate((bool?)true, (all, next) => all & next);

    // Height and width of a map, length of a sequence; a vector has none.
    private static long[] Size(long[] shape) => shape.Length switch
    {
        4 => [shape[2], shape[3]],
        3 => [shape[1]],
        _ => [],
    };
}
