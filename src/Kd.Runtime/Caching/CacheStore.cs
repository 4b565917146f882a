using System.Diagnostics;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>Finds the file with a teacher's outputs among those of all runs, or makes it.</summary>
/// <param name="run">The run that wants it.</param>
/// <param name="folder">Where the files are.</param>
/// <param name="teacher">The stage that trained the teacher.</param>
/// <param name="layout">What the file has to be.</param>
internal sealed class CacheStore(CachedTeachers run, string folder, string teacher, CacheLayout layout)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly string _path = Path.Combine(Path.GetFullPath(folder), $"{teacher}-{layout.Key}.kdcache");
    private readonly RunOptions _options = run.Options;

    /// <summary>Opens the file, made if it is not there or not what it should be.</summary>
    /// <param name="fault">What is wrong with a file that is whole; nothing if it may be used.</param>
    /// <param name="stored">Gives what is stored of samples: the first, how many, and the view.</param>
    /// <exception cref="KdException">The disk lacks room (KD3040), or cannot be written (KD1014).</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop; what was stored until then is gone on with.</exception>
    public CacheFile Open(Func<CacheFile, string?> fault, Func<long, long, int, Tensor[]> stored) => TryOpen(fault) ?? ResultFolder.Writing(folder, () =>
    {
        Directory.CreateDirectory(folder);
        using var turn = CacheLock.Take(_path, () => _options.Reporter.Progress($"{run.Name}: waits for another run, which stores what {teacher} gives"), _options.Stop);

        // Another may have made it meanwhile.
        if (TryOpen(fault) is { } made)
        {
            return made;
        }

        Make(stored);
        return CacheFile.Open(_path, layout);
    });

    private CacheFile? TryOpen(Func<CacheFile, string?> fault)
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        try
        {
            var file = CacheFile.Open(_path, layout);
            if (fault(file) is not { } wrong)
            {
                return file;
            }

            file.Dispose();
            throw new InvalidDataException(wrong);
        }
        catch (InvalidDataException e)
        {
            _options.Reporter.Warning("KD2110", $"What is stored of {teacher} cannot be used, and is stored anew: {e.Message} ({_path}).");
            File.Delete(_path);
            return null;
        }
    }

    private void Make(Func<long, long, int, Tensor[]> stored)
    {
        CacheSpace.Require(_path, layout.Length, CacheSpace.Free(_path));
        _options.Reporter.Progress($"{run.Name}: stores what {teacher} gives for {layout.Rows} samples, {CacheSpace.Text(layout.Length)}, at {_path}");
        using var writer = new CacheWriter(_path, layout);
        var since = Stopwatch.StartNew();
        for (long block = 0; block < layout.Blocks; block++)
        {
            if (_options.Stop.IsCancellationRequested)
            {
                throw new OperationCanceledException(
                    $"{run.Name} was stopped while it stored what {teacher} gives, before its first step. What is stored is saved: the next run goes on from there.", _options.Stop);
            }

            _options.Reporter.Enter(RunPhase.Caching, 0, (int)Math.Min(block, int.MaxValue));
            if (!writer.Has(block))
            {
                Write(writer, block, stored);
            }

            if (since.Elapsed > _interval)
            {
                since.Restart();
                _options.Reporter.Progress($"{run.Name}: {Math.Min((block + 1) * CacheLayout.BlockRows, layout.Rows)} of {layout.Rows} samples are stored");
            }
        }

        writer.Complete(_path);
    }

    // As many samples at once as in a step, for which the memory is enough; those of one view together.
    private void Write(CacheWriter writer, long block, Func<long, long, int, Tensor[]> stored)
    {
        var samples = layout.Samples;
        var end = Math.Min((block + 1) * CacheLayout.BlockRows, layout.Rows);
        for (var row = block * CacheLayout.BlockRows; row < end;)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(Math.Min(_options.BatchSize, end - row), samples - (row % samples));
            writer.Write(row, stored(row % samples, count, (int)(row / samples)));
            row += count;
        }

        writer.Seal(block);
    }
}
