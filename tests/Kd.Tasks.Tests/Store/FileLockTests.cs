using Kd.Tasks.Store;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.Store;

public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualResetEvent _cancelled = new(initialState: false);

    [Fact]
    public void A_lock_that_is_given_back_can_be_taken_again()
    {
        Take(1)!.Dispose();
        using var second = Take(2);
        Assert.NotNull(second);
    }

    [Fact]
    public void A_file_that_a_dead_process_left_stops_nobody()
    {
        _folder.Write("stage/lock", "");
        _folder.Write("stage/lock.holder", "build 1, which has been training since yesterday");
        using var taken = Take(2);
        Assert.NotNull(taken);
        Assert.StartsWith("build 2, which has been training since ", File.ReadAllText(_folder.PathOf("stage/lock.holder")));
    }

    [Fact]
    public async Task Who_waits_is_told_once_for_whom_and_then_goes_on()
    {
        var first = Take(1);
        var told = new List<string>();
        var wait = Task.Run(() => Take(2, told.Add));
        await Task.Delay(500);
        Assert.False(wait.IsCompleted);
        first!.Dispose();
        using var second = await wait;
        Assert.NotNull(second);
        Assert.StartsWith("build 1, which has been training since ", Assert.Single(told));
    }

    [Fact]
    public void A_wait_can_be_cancelled()
    {
        using var first = Take(1);
        _cancelled.Set();
        Assert.Null(Take(2));
    }

    [Fact]
    public void A_file_that_can_not_be_written_is_an_error_and_no_wait()
    {
        Directory.CreateDirectory(_folder.PathOf("stage/lock"));
        Assert.ThrowsAny<Exception>(() => Take(1));
    }

    public void Dispose()
    {
        _cancelled.Dispose();
        _folder.Dispose();
    }

    private FileLock? Take(int build, Action<string>? waiting = null) =>
        FileLock.Take(_folder.PathOf("stage/lock"), build, "training", waiting ?? (_ => { }), _cancelled);
}
