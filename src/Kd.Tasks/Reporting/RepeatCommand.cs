using Kd.Tasks;
using Kd.Tasks.Graph;

namespace Kd.Reporting;

/// <summary>The command that trains stages again as they were trained.</summary>
/// <param name="Project">The project file.</param>
/// <param name="Configuration">What it was built as; nothing for what is usual.</param>
internal sealed record RepeatCommand(string? Project, string? Configuration)
{
    /// <summary>The command.</summary>
    /// <param name="student">The student.</param>
    /// <param name="stages">The stages that it comes from.</param>
    public string Of(string student, IReadOnlyList<StageItem> stages)
    {
        var locks = stages.Select(stage => (stage.Name, Lock: Json.TryParse(stage.LockText) ?? [])).ToList();
        var common = locks[locks.Count - 1].Lock;
        var settings = locks.SelectMany(stage => stage.Lock["settings"].Values().Select(setting => $"{stage.Name}/{setting.Key}={setting.Value}")).ToList();
        IEnumerable<string?> parts =
        [
            common["threads"].Value() is { } threads ? $"OMP_NUM_THREADS={threads}" : null,
            "dotnet build",
            Project is null ? null : Quoted(Path.GetFileName(Project)),
            "-t:Distill",
            Configuration is null or "Debug" ? null : $"-c {Quoted(Configuration)}",
            $"-p:KdStudent={Quoted(student)}",
            stages.Any(stage => stage.Stage.Role == StageRole.Baseline) ? "-p:KdBaseline=true" : null,
            settings.Count == 0 ? null : $"-p:KdSet=\"{string.Join(" ", settings)}\"",
            common["device"].Value() is { } device and not "auto" ? $"-p:KdDevice={device}" : null,
            common["dataPath"] is null ? null : "-p:KdDataPath=PATH",
            common["libTorch"] is null ? null : "-p:KdLibTorch=FOLDER",
        ];
        return string.Join(" ", parts.Where(part => part is not null));
    }

    private static string Quoted(string text) => text.Contains(' ') ? $"\"{text}\"" : text;
}
