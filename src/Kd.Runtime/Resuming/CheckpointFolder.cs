using Kd.IO;
using Kd.Training;

namespace Kd.Resuming;

/// <summary>The checkpoints of one run: its last two.</summary>
/// <param name="path">The folder, which no other run uses.</param>
/// <param name="reporter">Hears of a checkpoint that cannot be used.</param>
internal sealed class CheckpointFolder(string path, IRunReporter reporter)
{
    private const int Kept = 2;
    private const string Extension = ".safetensors";

    /// <summary>Writes a checkpoint, and removes those before the last two.</summary>
    /// <exception cref="KdException">It cannot be written (KD1014).</exception>
    public void Write(RunPosition position, StoringState state) => ResultFolder.Writing(path, () =>
    {
        Checkpoint.Write(Path.Combine(path, NameOf(position)), state);
        foreach (var old in NewestFirst().Skip(Kept))
        {
            File.Delete(old);
        }
    });

    /// <summary>Reads the newest checkpoint that is whole. A damaged one is told of (KD2101) and removed.</summary>
    /// <param name="use">Takes it, and says how far the run has come.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="KdException">It is whole, but of another run (KD3022), or the folder cannot be changed (KD1014).</exception>
    public bool TryRead(Action<Checkpoint> use) => ResultFolder.Writing(path, () =>
    {
        Directory.CreateDirectory(path);
        foreach (var left in Directory.GetFiles(path, "*.tmp"))
        {
            // Of a run that was killed while it wrote.
            File.Delete(left);
        }

        foreach (var file in NewestFirst())
        {
            if (Read(file) is { } checkpoint)
            {
                using (checkpoint)
                {
                    Use(file, () => use(checkpoint));
                }

                return true;
            }

            File.Delete(file);
        }

        return false;
    });

    private Checkpoint? Read(string file)
    {
        try
        {
            return Checkpoint.Read(file);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            var before = NewestFirst().SkipWhile(f => f != file).Skip(1).FirstOrDefault();
            reporter.Warning(
                "KD2101", $"The last checkpoint is damaged: {e.Message} The run goes on from {(before is null ? "its beginning, since there is no other" : $"the one before, {Path.GetFileName(before)}")}.");
            return null;
        }
    }

    private static void Use(string file, Action use)
    {
        try
        {
            use();
        }
        catch (InvalidDataException e)
        {
            throw new KdException(
                "KD3022", $"The checkpoint {file} is not of this run: {e.Message}. Build with -p:KdResume=false to begin anew.", e);
        }
    }

    // The numbers have as many digits as any may need, so that names are in the order of the run.
    private static string NameOf(RunPosition position) => FormattableString.Invariant($"epoch{position.Epoch:D7}.step{position.Steps:D10}{Extension}");

    private List<string> NewestFirst() => [.. Directory.GetFiles(path, "*" + Extension).OrderDescending(StringComparer.Ordinal)];
}
