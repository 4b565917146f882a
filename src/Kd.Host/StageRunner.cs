using System.Reflection;
using System.Runtime.CompilerServices;
using Kd.Native;
using Kd.Training;

namespace Kd.Host;

/// <summary>Finds a stage in the user's assembly and runs it.</summary>
internal static class StageRunner
{
    public static void Run(Assembly user, StageRequest request)
    {
        var stage = user.GetCustomAttributes<DistillStageAttribute>().FirstOrDefault(s => s.Name == request.Stage)
            ?? throw new InvalidOperationException($"{user.Location} has no stage {request.Stage}.");

        // The user's own module initializers come first, as they would in a program of theirs.
        RuntimeHelpers.RunModuleConstructor(user.ManifestModule.ModuleHandle);
        NativeLibraries.EnsureLoaded();
        typeof(StageRunner).GetMethod(nameof(RunTyped), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(stage.Entry)
            .CreateDelegate<Action<StageRequest>>()(request);
    }

    private static void RunTyped<TStage>(StageRequest request)
        where TStage : IStage => TStage.Run(request);
}
