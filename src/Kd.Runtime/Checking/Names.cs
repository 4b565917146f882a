namespace Kd.Checking;

/// <summary>Lists of names in messages.</summary>
internal static class Names
{
    private const int Shown = 8;

    /// <summary>The first few names, and how many more there are.</summary>
    public static string Text(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");
}
