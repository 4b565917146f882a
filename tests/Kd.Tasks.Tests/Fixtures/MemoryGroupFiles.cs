using Kd.Tasks.Running;

namespace Kd.Tasks.Tests.Fixtures;

/// <summary>The files of a control group with 512 MB.</summary>
internal sealed class MemoryGroupFiles
{
    private readonly TemporaryFolder _folder;

    public MemoryGroupFiles(TemporaryFolder folder)
    {
        _folder = folder;
        Group = new(Kills, folder.Write("memory.max", "536870912\n"));
    }

    public MemoryGroup Group { get; }

    /// <summary>The file that counts.</summary>
    public string Kills => _folder.PathOf("memory.events");

    public void WriteKills(int count) => _folder.Write("memory.events", $"low 0\nhigh 0\noom 0\noom_kill {count}\n");
}
