using Kd.IO;
using Kd.Tests.Fixtures;

namespace Kd.Tests.IO;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Writes_in_place_of_the_old_file_and_leaves_no_other()
    {
        File.WriteAllText(_folder["file"], "old");

        AtomicFile.Write(_folder["file"], stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(_folder["file"]));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Makes_the_folder()
    {
        AtomicFile.Write(_folder["a/b/file"], stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(_folder["a/b/file"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_write_that_fails_leaves_everything_as_it_was(bool exists)
    {
        if (exists)
        {
            File.WriteAllText(_folder["file"], "old");
        }

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["file"], stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }));

        Assert.Equal(exists ? ["file"] : [], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        Assert.True(!exists || File.ReadAllText(_folder["file"]) == "old");
    }

    [Fact]
    public void A_reader_sees_the_old_file_until_the_new_one_is_whole()
    {
        File.WriteAllText(_folder["file"], "old");

        AtomicFile.Write(_folder["file"], stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(_folder["file"]));
        });
    }

    public void Dispose() => _folder.Dispose();
}
