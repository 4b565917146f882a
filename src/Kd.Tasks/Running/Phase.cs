using System.Text;

namespace Kd.Tasks.Running;

/// <summary>Where a training process was when it ended, as it wrote that down on its way.</summary>
internal static class Phase
{
    /// <summary>As in <c>in epoch 3, step 17</c>; nothing if the process did not come so far.</summary>
    public static string? Read(string path)
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path, Encoding.UTF8).Trim() is { Length: > 0 } phase ? phase : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
