using Kd.Tasks.Store;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.Store;

public sealed class FileReplacementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Several_files_change_when_all_are_written()
    {
        var (old, @new) = (_folder.Write("old", "1"), _folder.PathOf("folder/new"));
        using (var files = new FileReplacement())
        {
            files.WriteText(old, "2");
            files.Copy(_folder.Write("source", "3"), @new);
            Assert.Equal("1", File.ReadAllText(old));
            files.Commit();
        }

        Assert.Equal(("2", "3"), (File.ReadAllText(old), File.ReadAllText(@new)));
        Assert.Equal(3, Directory.GetFiles(_folder.Root, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Nothing_changes_when_one_can_not_be_written()
    {
        var old = _folder.Write("old", "1");
        using (var files = new FileReplacement())
        {
            files.WriteText(old, "2");
            Assert.ThrowsAny<IOException>(() => files.Copy(_folder.PathOf("missing"), _folder.PathOf("new")));
        }

        Assert.Equal("1", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder.Root))));
    }

    public void Dispose() => _folder.Dispose();
}
