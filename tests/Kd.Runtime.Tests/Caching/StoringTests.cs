using Kd.Caching;
using Kd.Data;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Caching;

/// <summary>Storing that is ended goes on, and what cannot be stored is told of.</summary>
public sealed class StoringTests : ScopedTest, IDisposable
{
    private readonly CachedRun _run = new();

    [Fact]
    public void Storing_that_was_stopped_goes_on_where_it_was()
    {
        Stop(atBlock: 1);
        Assert.Empty(_run.Files);
        var taught = _run.Taught;
        Assert.InRange(taught, CacheLayout.BlockRows, CachedRun.Samples - 1);
        _run.Read();
        Assert.Equal(CachedRun.Samples + 32, _run.Taught);
        AssertIsWhole();
    }

    [Fact]
    public void A_block_that_was_not_written_whole_is_written_again()
    {
        Stop(atBlock: 2);
        var part = Assert.Single(Directory.GetFiles(_run.Folder, "*.part"));
        var bytes = File.ReadAllBytes(part);
        bytes[1500] ^= 1;
        File.WriteAllBytes(part, bytes);
        _run.Read();
        AssertIsWhole();
    }

    [Fact]
    public void What_is_left_of_something_else_is_written_over()
    {
        Stop(atBlock: 1);
        var part = Assert.Single(Directory.GetFiles(_run.Folder, "*.part"));
        File.WriteAllBytes(part, new byte[100]);
        _run.Read();
        AssertIsWhole();
    }

    [Fact]
    public async Task Who_comes_second_waits_and_reads_what_the_first_stored()
    {
        _run.Read();
        var file = _run.Files[0];
        File.Move(file, file + ".made");
        var held = CacheLock.Take(file, () => Assert.Fail("Nobody has it."), default);
        var taught = _run.Taught;
        var second = Task.Run(() => _run.Read());
        while (!_run.Recorder.Lines.Exists(line => line.Contains("waits for another run")))
        {
            Assert.False(second.IsCompleted);
            await Task.Delay(20);
        }

        File.Move(file + ".made", file);
        held.Dispose();
        await second;
        Assert.Equal(taught + 16, _run.Taught);
    }

    [Fact]
    public void A_wait_ends_when_the_run_is_asked_to_stop()
    {
        using var folder = new TemporaryFolder();
        using var held = CacheLock.Take(folder["a"], () => Assert.Fail("Nobody has it."), default);
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => CacheLock.Take(folder["a"], source.Cancel, source.Token));
    }

    [Fact]
    public void A_disk_without_room_is_told_before_anything_is_written()
    {
        CacheSpace.Require("/caches/a", 100, 100);
        var e = Assert.Throws<KdException>(() => CacheSpace.Require("/caches/a", 3L << 30, 5 << 20));
        Assert.Equal("KD3040", e.Id);
        Assert.StartsWith("What the teacher gives takes 3.0 GiB, but the disk of /caches has 5.0 MiB free.", e.Message);

        // A folder that nobody can make.
        var unwritable = Assert.Throws<KdException>(() => _run.Read(options: _run.Options with { TeacherCaches = "/proc/kd" }));
        Assert.Equal("KD1014", unwritable.Id);
    }

    [Fact]
    public void Two_samples_with_one_id_are_refused()
    {
        var all = _run.Data.Train.Read(arange(CachedRun.Samples, int64));
        all.SampleIds[7] = 8;
        using var run = new CachedRun { Data = _run.Data with { Train = Dataset.InMemory(all) } };
        AssertRefused(run, new(), "KD3042", "the id 8");
    }

    [Fact]
    public void What_is_not_of_single_samples_is_refused()
    {
        _run.Answer = (_, logits) => [logits.mean()];
        AssertRefused(_run, new(), "KD3043", "logits is ()");
        _run.Answer = (_, logits) => [logits.t()];
        AssertRefused(_run, new(), "KD3043", "for 16 samples");
        _run.Answer = (batch, _) => [batch.Labels];
        AssertRefused(_run, new(), "KD3043", "Int64");
        _run.Answer = (_, logits) => [logits.mean([1])];
        AssertRefused(_run, new() { Format = CacheFormat.TopK }, "KD3043", "no largest classes");
    }

    [Fact]
    public void Samples_with_more_numbers_than_others_are_refused()
    {
        _run.Answer = (_, logits) => [logits.size(0) == 16 ? logits : cat([logits, logits], 1)];
        AssertRefused(_run, new(), "KD3043", "(50, 6) for some samples and (3) each for others");
    }

    [Fact]
    public void Numbers_that_16_bits_cannot_hold_are_refused()
    {
        _run.Answer = (_, logits) => [logits.mul(0).add(70_000)];
        AssertRefused(_run, new() { Format = CacheFormat.Float16 }, "KD3043", "above 65504");
        _run.Read();
    }

    [Theory]
    [InlineData(0, 1, "teacherCache.views")]
    [InlineData(1, 0, "teacherCache.topK")]
    public void Settings_out_of_their_range_are_refused(int views, int topK, string setting) =>
        AssertRefused(_run, new() { Views = views, TopK = topK }, "KD1020", setting);

    public new void Dispose()
    {
        _run.Dispose();
        base.Dispose();
    }

    private static void AssertRefused(CachedRun run, TeacherCacheAttribute how, string id, string text)
    {
        var e = Assert.Throws<KdException>(() => run.Read(how));
        Assert.Equal(id, e.Id);
        Assert.Contains(text, e.Message);
    }

    private void Stop(int atBlock)
    {
        var stop = new StopAtBlock(atBlock);
        var e = Assert.Throws<OperationCanceledException>(() => _run.Read(options: _run.Options with { Reporter = stop, Stop = stop.Token }));
        Assert.Contains("the next run goes on from there", e.Message);
    }

    // The same as what is stored in one piece.
    private void AssertIsWhole()
    {
        var file = Assert.Single(_run.Files);
        Assert.Empty(Directory.GetFiles(_run.Folder, "*.part"));
        var bytes = File.ReadAllBytes(file);
        File.Delete(file);
        _run.Read();
        Assert.Equal(bytes, File.ReadAllBytes(file));
        Assert.Empty(_run.Warnings);
    }

    /// <summary>Asks a run to stop as it stores a block.</summary>
    private sealed class StopAtBlock(int block) : IRunReporter
    {
        private readonly CancellationTokenSource _source = new();

        public CancellationToken Token => _source.Token;

        public void Enter(RunPhase phase, int epoch = 0, int step = 0)
        {
            if (phase == RunPhase.Caching && step == block - 1)
            {
                _source.Cancel();
            }
        }

        public void Progress(string text)
        {
        }

        public void Warning(string id, string text) => Assert.Fail($"{id}: {text}");
    }
}
