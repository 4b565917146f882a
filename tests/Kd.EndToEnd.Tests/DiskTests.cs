namespace Kd.EndToEnd.Tests;

/// <summary>Disks that are full or read-only: one error that says where, earlier results stay, and all is well when the disk is.</summary>
[Collection(TrainedCollection.Name)]
public sealed class DiskTests : IDisposable
{
    private const string Full = "No space left on device", ReadOnly = "Read-only file system";
    private static readonly string[] _newSeed = ["-p:KdBaseline=false", "-p:KdSeed=5"];

    private readonly SampleProject _project;
    private readonly string _output;
    private readonly IReadOnlyDictionary<string, string> _earlier;

    public DiskTests(TrainedSample sample)
    {
        _project = sample.Project.Clone();
        _project.Build().Succeeded();
        _output = Path.Combine(_project.Output, "distilled");
        _earlier = _project.Artifacts();
    }

    [SkippableFact]
    public void The_store_is_full()
    {
        using var disk = SmallDisk.At(_project.Store);

        // Nothing can be written; not all that the trainer has to write.
        foreach (var pages in (int[])[0, 1])
        {
            disk.Fill(pages);
            var error = _project.DistillOnly(_newSeed).FailedWith("KD1014").Text;

            Assert.StartsWith("DigitsStudent", error);
            Assert.Contains(Full, error);
            Assert.Contains(Path.Combine(_project.Store, "DigitsStudent"), error);
            AssertEarlierResultsAlone();
        }

        disk.Empty();
        Assert.Equal(["DigitsStudent"], _project.DistillOnly(_newSeed).Succeeded().Trained);
    }

    [SkippableFact]
    public void The_output_folder_is_full()
    {
        using var disk = SmallDisk.At(_output);
        disk.Fill(1);
        var result = _project.DistillOnly(_newSeed);

        Assert.Contains(Full, result.FailedWith("KD1014").Text);
        Assert.Contains(_output, result.Errors[0].Text);
        AssertEarlierCopies();

        disk.Empty();
        Assert.Empty(_project.DistillOnly(_newSeed).Succeeded().Trained);
        Assert.Contains("\"train.seed\": \"5\"", File.ReadAllText(Path.Combine(_project.Results, "kd.lock.json")));
    }

    [SkippableFact]
    public void The_store_is_read_only()
    {
        using var disk = SmallDisk.At(_project.Store);
        disk.MakeReadOnly();
        var error = _project.DistillOnly(_newSeed).FailedWith("KD1014").Text;

        Assert.Contains(ReadOnly, error);
        Assert.Contains(_project.Store, error);
        Assert.Empty(_project.DistillOnly().Succeeded().Trained);
        AssertEarlierResultsAlone();
    }

    [SkippableFact]
    public void The_output_folder_is_read_only()
    {
        using var disk = SmallDisk.At(_output);
        disk.MakeReadOnly();
        Assert.Empty(_project.DistillOnly().Succeeded().Trained);
        var error = _project.DistillOnly(_newSeed).FailedWith("KD1014").Text;

        Assert.Contains(ReadOnly, error);
        Assert.Contains(_output, error);
        AssertEarlierCopies();

        disk.MakeWritable();
        Assert.Empty(_project.DistillOnly(_newSeed).Succeeded().Trained);
    }

    public void Dispose() => _project.Dispose();

    private void AssertEarlierResultsAlone() => Assert.Equal(_earlier, _project.Artifacts());

    private void AssertEarlierCopies()
    {
        var copies = Path.GetRelativePath(_project.Folder, _output);
        Assert.Equal(Only(_earlier), Only(_project.Artifacts()));

        IEnumerable<KeyValuePair<string, string>> Only(IReadOnlyDictionary<string, string> results) =>
            results.Where(result => result.Key.StartsWith(copies, StringComparison.Ordinal)).OrderBy(result => result.Key, StringComparer.Ordinal);
    }
}
