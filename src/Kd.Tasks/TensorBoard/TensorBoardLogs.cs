using System.Globalization;
using Kd.Reporting;
using Kd.Tasks.Store;

namespace Kd.Tasks.TensorBoard;

/// <summary>The event files beside the results: a folder for each model that a stage has trained, baselines too, which TensorBoard shows as a run.</summary>
/// <param name="output">The folder of the results.</param>
/// <param name="run">The stages of the run.</param>
internal sealed class TensorBoardLogs(string output, IReadOnlyList<StageItem> run)
{
    private const string Prefix = "events.out.tfevents.";

    /// <summary>Whether the files are those of the results.</summary>
    public bool AreWritten => Logs().All(log => log.IsWritten);

    /// <summary>Writes what differs, and removes the files of earlier runs, which TensorBoard would take for parts of the same. Only one build at a time may do that.</summary>
    public void Write()
    {
        foreach (var log in Logs().Where(log => !log.IsWritten))
        {
            if (log.File is not null)
            {
                AtomicFile.WriteBytes(log.File, log.Bytes);
            }

            foreach (var other in log.Present.Where(file => file != log.File))
            {
                File.Delete(other);
            }
        }
    }

    private IEnumerable<Log> Logs() =>
        from stage in run
        from model in stage.Stage.ModelsIn(stage.Result)
        select LogOf(Path.Combine(output, "tensorboard", model.Key), stage.Key, model.Value);

    private static Log LogOf(string folder, string key, string result)
    {
        var points = StageMetrics.Read(result);
        if (points.Count == 0)
        {
            return new(folder, null, []);
        }

        // The file's time is that of its last line, and the lines say how long they took: the same result gives the same bytes.
        var end = (File.GetLastWriteTimeUtc(Path.Combine(result, EpochLine.FileName)) - new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalSeconds;
        var start = end - points[points.Count - 1].Seconds;

        // TensorBoard reads a folder's files in the order of their names.
        var name = Prefix + ((long)end).ToString("d10", CultureInfo.InvariantCulture) + "." + key;
        return new(folder, Path.Combine(folder, name), EventFile.Write(start, points));
    }

    /// <param name="Folder">The folder of a model.</param>
    /// <param name="File">The one event file that should be there; nothing for a model without epochs.</param>
    /// <param name="Bytes">What should be in it.</param>
    private sealed record Log(string Folder, string? File, byte[] Bytes)
    {
        public IEnumerable<string> Present => Directory.Exists(Folder) ? Directory.GetFiles(Folder, Prefix + "*") : [];

        public bool IsWritten =>
            Present.All(file => file == File) && (File is null || new FileInfo(File) is { Exists: true, Length: var length } && length == Bytes.Length);
    }
}
