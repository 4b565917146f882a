using Kd.Training;

namespace Kd.Host;

/// <summary>
/// A result is kept under a hash of the code that was planned. Whoever builds the project while a stage of it is being trained puts other code
/// in its place, which the next stage would run.
/// </summary>
internal static class PlannedCode
{
    /// <summary>Checks what has been loaded so far.</summary>
    /// <exception cref="KdException">An assembly is of another build than was planned (KD1017).</exception>
    public static void Demand(StageRequest request)
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic))
        {
            if (request.Modules.TryGetValue(assembly.GetName().Name ?? "", out var planned) && planned != assembly.ManifestModule.ModuleVersionId)
            {
                throw new KdException(
                    "KD1017", $"{assembly.Location} was built anew after the run began, so that a result would not be that of the planned code. Start the run again.");
            }
        }
    }
}
