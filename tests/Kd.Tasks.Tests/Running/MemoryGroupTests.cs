using Kd.Tasks.Running;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.Running;

public sealed class MemoryGroupTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    [Fact]
    public void Reads_a_group_of_the_first_version()
    {
        _root.Write("proc/self/cgroup", "5:devices:/\n4:memory:/build/1\n0::/\n");
        _root.Write("sys/fs/cgroup/memory/build/1/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
        _root.Write("sys/fs/cgroup/memory/build/1/memory.limit_in_bytes", "1073741824\n");

        AssertReads(2, "the build and what it starts may have 1024 MB");
    }

    [Fact]
    public void Reads_a_group_of_the_second_version()
    {
        _root.Write("proc/self/cgroup", "0::/user.slice/session 1\n");
        _root.Write("sys/fs/cgroup/user.slice/session 1/memory.events", "oom 7\noom_kill 5\noom_group_kill 1\n");
        _root.Write("sys/fs/cgroup/user.slice/session 1/memory.max", "max\n");

        AssertReads(5, "that of the whole machine");
    }

    [Fact]
    public void A_container_sees_its_own_group_at_the_top()
    {
        _root.Write("proc/self/cgroup", "4:memory:/docker/0123\n");
        _root.Write("sys/fs/cgroup/memory/memory.oom_control", "oom_kill 1\n");
        _root.Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

        AssertReads(1, "that of the whole machine");
    }

    [Fact]
    public void Where_there_is_none_nothing_was_killed() => AssertReads(0, "that of the whole machine");

    public void Dispose() => _root.Dispose();

    private void AssertReads(long kills, string limit)
    {
        var group = MemoryGroup.OfThisProcess(_root.Root);

        Assert.Equal(kills, group.Kills);
        Assert.StartsWith(limit, group.Limit);
    }
}
