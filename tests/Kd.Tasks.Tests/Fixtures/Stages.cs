using Kd.Tasks.Graph;

namespace Kd.Tasks.Tests.Fixtures;

/// <summary>Planned stages in a folder.</summary>
internal static class Stages
{
    public static StageItem Create(TemporaryFolder folder, string name, StageRole role, bool upToDate = false, string student = "")
    {
        var home = folder.PathOf(".kd", name);
        return new()
        {
            Name = name,
            Role = role,
            Title = $"{name} ({role.ToString().ToLowerInvariant()})",
            Key = "0123",
            Student = student,
            Folder = home,
            Result = Path.Combine(home, "0123"),
            Unfinished = Path.Combine(home, "0123.tmp"),
            WeightsFile = new Stage(name, role).WeightsFile,
            Threads = "2",
            LibTorch = "",
            WaitForDebugger = false,
            UpToDate = upToDate,
            RequestText = $"{{\"stage\":\"{name}\"}}",
            LockText = "{}",
        };
    }
}
