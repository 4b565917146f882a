namespace Kd.Training;

/// <summary>Tells a user of a folder that cannot be written.</summary>
internal static class ResultFolder
{
    /// <summary>Does something that writes into a folder.</summary>
    /// <exception cref="KdException">It cannot be written (KD1014).</exception>
    public static T Writing<T>(string folder, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KdException("KD1014", $"The results can't be written to {folder}: {e.Message}", e);
        }
    }

    /// <inheritdoc cref="Writing{T}"/>
    public static void Writing(string folder, Action write) => Writing(folder, () =>
    {
        write();
        return true;
    });
}
