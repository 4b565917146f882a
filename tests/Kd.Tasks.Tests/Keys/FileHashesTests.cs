using Kd.Tasks.Keys;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.Keys;

public sealed class FileHashesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Memory => _folder.PathOf("store", "files");

    [Fact]
    public void Depends_on_content_not_on_time()
    {
        var file = _folder.Write("a", "one");
        var before = new FileHashes(Memory).Of(file);
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(before, new FileHashes(Memory).Of(file));
        File.WriteAllText(file, "two");
        Assert.NotEqual(before, new FileHashes(Memory).Of(file));
    }

    [Fact]
    public void Does_not_read_again_what_has_the_same_size_and_time()
    {
        var file = Settled(_folder.Write("a b", "one"));
        var first = new FileHashes(Memory);
        var before = first.Of(file);
        first.Save();
        Settled(_folder.Write("a b", "two"));
        Assert.Equal(before, new FileHashes(Memory).Of(file));
    }

    [LinuxFact]
    public void Reads_again_what_is_behind_a_link()
    {
        var file = Settled(_folder.Write("a", "one"));
        var link = File.CreateSymbolicLink(_folder.PathOf("link"), file).FullName;
        File.SetLastWriteTimeUtc(link, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var first = new FileHashes(Memory);
        Assert.Equal(first.Of(file), first.Of(link));
        first.Save();
        Settled(_folder.Write("a", "another"));
        Assert.Equal(new FileHashes(Memory).Of(file), new FileHashes(Memory).Of(link));
    }

    [Fact]
    public void Does_not_remember_a_file_that_may_still_change()
    {
        var file = _folder.Write("a", "one");
        var first = new FileHashes(Memory);
        first.Of(file);
        first.Save();
        Assert.False(File.Exists(Memory));
    }

    [Fact]
    public void A_folder_counts_with_the_names_of_its_files()
    {
        _folder.Write("data/x/a", "one");
        var before = new FileHashes(Memory).OfPath(_folder.PathOf("data"));
        Assert.Equal(before, new FileHashes(Memory).OfPath(_folder.PathOf("data") + "/"));
        File.Move(_folder.PathOf("data", "x", "a"), _folder.PathOf("data", "x", "b"));
        Assert.NotEqual(before, new FileHashes(Memory).OfPath(_folder.PathOf("data")));
    }

    public void Dispose() => _folder.Dispose();

    private static string Settled(string file)
    {
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return file;
    }
}
