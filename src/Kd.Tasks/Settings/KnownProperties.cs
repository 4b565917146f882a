using Kd.Shared;

namespace Kd.Tasks.Settings;

/// <summary>The MSBuild properties that Kd has; one that it has not is most likely a slip of the hand.</summary>
internal static class KnownProperties
{
    private const string Prefix = "Kd";

    /// <summary>Their names without the prefix.</summary>
    private static readonly string[] _names =
    [
        "Student", "Baseline", "Epochs", "Seed", "Set", "Device", "DataPath", "LibTorch", "DistillOnBuild", "WaitForDebugger", "Resume", "CheckpointMinutes",
        "DistillDependsOn", "Compare", "NativeLoading", "HostPath", "TasksPath", "TaskFactory",

        // Those of the samples and of Kd's own repository.
        "Backend", "NeedsLibTorch",
    ];

    /// <summary>What to say about each name that begins like a property of Kd and is none.</summary>
    public static IEnumerable<string> Warnings(IEnumerable<string> names) =>
        from name in names
        where name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        let rest = name.Substring(Prefix.Length)
        where !_names.Contains(rest, StringComparer.OrdinalIgnoreCase)
        let nearest = NearestName.Find(rest, _names)
        select $"{name} is not a property of Kd and has no effect.{(nearest is null ? "" : $" Did you mean '{Prefix}{nearest}'?")}";
}
