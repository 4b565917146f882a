namespace Kd.EndToEnd.Tests;

/// <summary>Disks that are full or read-only: one error that says where, earlier results stay, and all is well when the disk is.</summary>
public sealed class DiskTests : IDisposable
{
    private const string Full = "No space left on device", ReadOnly = "Read-only file system";

    private readonly SampleProject _project = TrainedSample.Project.Clone();
    private readonly string _output;

    public DiskTests() => _output = Path.Combine(_project.Output, "distilled");

    [SkippableFact]
    public void The_store_is_full()
    {
        var earlier = _project.Artifacts();
        using var disk = SmallDisk.At(_project.Store);

        // Nothing can be written; not all that the trainer has to write.
        foreach (var pages in (int[])[0, 1])
        {
            disk.Fill(pages);
            var error = _project.DistillOnly(Seed(51)).FailedWith("KD1014").Text;

            Assert.StartsWith("DigitsStudent", error);
            Assert.Contains(Full, error);
            Assert.Contains(Path.Combine(_project.Store, "DigitsStudent"), error);
            Assert.Equal(earlier, _project.Artifacts());
        }

        disk.Empty();
        Assert.Equal(["DigitsStudent"], _project.DistillOnly(Seed(51)).Succeeded().Trained);
    }

    [SkippableFact]
    public void The_store_has_no_room_for_what_a_teacher_gives()
    {
        using var disk = SmallDisk.At(_project.Store);
        var earlier = _project.Artifacts();
        _project.Edit("DigitsStudent.cs", "[Student<DigitsTeacher>]", "[Student<DigitsTeacher>, TeacherCache]");
        var error = _project.Distill("-p:KdBaseline=false").FailedWith("KD3040").Text;

        Assert.Contains("takes 12.7 MiB, but the disk of", error);
        Assert.Equal(earlier, _project.Artifacts());
    }

    [SkippableFact]
    public void The_output_folder_is_full()
    {
        using var disk = SmallDisk.At(_output);
        disk.Fill(1);
        var copies = Copies();
        var result = _project.DistillOnly(Seed(52));

        Assert.Contains(Full, result.FailedWith("KD1014").Text);
        Assert.Contains(_output, result.Errors[0].Text);
        Assert.Equal(copies, Copies());

        disk.Empty();
        Assert.Empty(_project.DistillOnly(Seed(52)).Succeeded().Trained);
        Assert.Contains("\"train.seed\": \"52\"", File.ReadAllText(Path.Combine(_project.Results, "kd.lock.json")));
    }

    [SkippableFact]
    public void The_store_is_read_only()
    {
        var earlier = _project.Artifacts();
        using var disk = SmallDisk.At(_project.Store);
        disk.MakeReadOnly();
        var error = _project.DistillOnly(Seed(53)).FailedWith("KD1014").Text;

        Assert.Contains(ReadOnly, error);
        Assert.Contains(_project.Store, error);
        Assert.Empty(_project.DistillOnly().Succeeded().Trained);
        Assert.Equal(earlier, _project.Artifacts());
    }

    [SkippableFact]
    public void The_output_folder_is_read_only()
    {
        var copies = Copies();
        using var disk = SmallDisk.At(_output);
        disk.MakeReadOnly();
        Assert.Empty(_project.DistillOnly().Succeeded().Trained);
        var error = _project.DistillOnly(Seed(54)).FailedWith("KD1014").Text;

        Assert.Contains(ReadOnly, error);
        Assert.Contains(_output, error);
        Assert.Equal(copies, Copies());

        disk.MakeWritable();
        Assert.Empty(_project.DistillOnly(Seed(54)).Succeeded().Trained);
    }

    public void Dispose() => _project.Dispose();

    private static string[] Seed(int seed) => ["-p:KdBaseline=false", $"-p:KdSeed={seed}"];

    private IEnumerable<KeyValuePair<string, string>> Copies()
    {
        var folder = Path.GetRelativePath(_project.Folder, _output);
        return [.. _project.Artifacts().Where(result => result.Key.StartsWith(folder, StringComparison.Ordinal)).OrderBy(result => result.Key, StringComparer.Ordinal)];
    }
}
