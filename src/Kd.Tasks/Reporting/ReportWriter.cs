using System.Security.Cryptography;
using System.Text;
using Kd.Tasks;
using Kd.Tasks.Graph;
using Kd.Tasks.Keys;
using Kd.Tasks.Store;

namespace Kd.Reporting;

/// <summary>Writes the reports of students beside their results.</summary>
/// <param name="run">The stages of the run, each behind those it needs.</param>
/// <param name="command">What trains them again.</param>
internal sealed class ReportWriter(IReadOnlyList<StageItem> run, RepeatCommand command)
{
    /// <summary>The name of a report.</summary>
    public const string FileName = "report.html";

    // More than what is before the generator's name in a page.
    private const int HeadLength = 400;

    /// <summary>Writes a student's report, unless it is there: of the same results, by the same Kd.</summary>
    /// <param name="stage">The stage that has the student's result.</param>
    /// <param name="student">The student's name.</param>
    /// <param name="folder">The folder for the report.</param>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="IOException">A result cannot be read, or the report not written.</exception>
    public bool Write(StageItem stage, string student, string folder)
    {
        var stages = StagesOf(stage, student);
        var again = command.Of(student, stages);
        var generator = Generator(stages, again);
        var path = Path.Combine(folder, FileName);
        if (File.Exists(path) && HeadOf(path).Contains(generator))
        {
            return false;
        }

        AtomicFile.WriteText(path, new ReportPage(Report.Of(student, stages, again)).ToHtml(generator));
        return true;
    }

    private List<StageItem> StagesOf(StageItem stage, string student)
    {
        var wanted = new HashSet<string>(run.Where(other => other == stage || other.Stage.BaselineOf == student || other.Stage.Student == student).Select(other => other.Name));
        foreach (var other in Enumerable.Reverse(run).Where(other => wanted.Contains(other.Name)))
        {
            wanted.UnionWith(run.Where(before => other.Stage.After.Any(before.Stage.IsNamed)).Select(before => before.Name));
        }

        return [.. run.Where(other => wanted.Contains(other.Name)).OrderBy(other => other == stage ? 2 : other.Stage.Role == StageRole.Baseline ? 1 : 0)];
    }

    // A result that was made anew has the same key, but another time.
    private static string Generator(IEnumerable<StageItem> stages, string command)
    {
        var made = stages.Select(stage => $"{stage.Name} {stage.Key} {File.GetLastWriteTimeUtc(Path.Combine(stage.Result, StageItem.LockFile)).Ticks}")
            .Prepend(command).Prepend(typeof(ReportWriter).Module.ModuleVersionId.ToString());
        using var sha = SHA256.Create();
        return $"Kd {Digest.Hex(sha.ComputeHash(Encoding.UTF8.GetBytes(string.Join("\n", made)))).Substring(0, 20)}";
    }

    private static string HeadOf(string path)
    {
        using var reader = new StreamReader(path);
        var head = new char[HeadLength];
        return new(head, 0, reader.ReadBlock(head, 0, head.Length));
    }
}
