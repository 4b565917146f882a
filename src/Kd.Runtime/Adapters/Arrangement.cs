namespace Kd.Adapters;

/// <summary>How a student's feature and a teacher's get one form, vector, tokens or map, for a learned map to stand between.</summary>
/// <param name="Student">The shape behind <paramref name="Before"/>.</param>
/// <param name="Teacher">The shape that the learned map has to reach.</param>
/// <param name="Before">What stands before the learned map, if anything does.</param>
/// <param name="After">What stands behind it.</param>
internal sealed record Arrangement(long[] Student, long[] Teacher, Rearrangement? Before = null, Rearrangement? After = null)
{
    /// <summary>The arrangement for two shapes, samples first; nothing if there is none.</summary>
    /// <param name="student">The shape of the student's feature.</param>
    /// <param name="teacher">The shape of the teacher's.</param>
    /// <param name="isUndecided">Whether there may be one, which depends on numbers that are not known.</param>
    public static Arrangement? Between(long[] student, long[] teacher, out bool isUndecided)
    {
        isUndecided = (student.Length, teacher.Length) switch
        {
            (3, 4) => student[1] < 0 || teacher[2] < 0 || teacher[3] < 0,
            (4, 3) => teacher[1] < 0 || student[2] < 0 || student[3] < 0,
            _ => false,
        };
        return isUndecided ? null : (student.Length, teacher.Length) switch
        {
            var (ours, theirs) when ours == theirs => new(student, teacher),
            (3, 4) => Grid(student[1], teacher) is var (height, width, hasClassToken)
                ? new([student[0], student[2], height, width], teacher, Before: new(RearrangedForm.TokensToMap, height, width, hasClassToken))
                : null,
            (4, 3) => Grid(teacher[1], student) is var (height, width, hasClassToken)
                ? new(student, [teacher[0], teacher[2], height, width], After: new(RearrangedForm.MapToTokens, HasClassToken: hasClassToken))
                : null,
            (4, 2) => new([student[0], student[1]], teacher, Before: new(RearrangedForm.MapToVector)),
            (3, 2) => new([student[0], student[2]], teacher, Before: new(RearrangedForm.TokensToVector)),
            _ => null,
        };
    }

    // The grid that tokens are of: that of the map on the other side, else a square.
    private static (long Height, long Width, bool HasClassToken)? Grid(long tokens, long[] map)
    {
        var (height, width) = (map[2], map[3]);
        if (tokens == height * width || tokens == height * width + 1)
        {
            return (height, width, tokens != height * width);
        }

        if (Root(tokens) is { } side)
        {
            return (side, side, false);
        }

        return Root(tokens - 1) is { } sideOfOthers ? (sideOfOthers, sideOfOthers, true) : null;
    }

    private static long? Root(long number) => (long)Math.Round(Math.Sqrt(number)) is var root && root > 0 && root * root == number ? root : null;
}
