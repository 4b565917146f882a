namespace Kd.Tasks.Checking;

/// <summary>Rows of text under each other.</summary>
internal static class TextTable
{
    private const char RightMark = '>';

    /// <summary>The lines of a table.</summary>
    /// <param name="heads">The columns' names; a <c>&gt;</c> in front of one puts its column to the right.</param>
    /// <param name="rows">The rows.</param>
    public static IEnumerable<string> Of(string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [heads.Select(head => head.TrimStart(RightMark)).ToArray(), .. rows];
        var widths = heads.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        return all.Select(row => string.Join("  ", row.Select((cell, column) => heads[column][0] == RightMark ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
    }
}
