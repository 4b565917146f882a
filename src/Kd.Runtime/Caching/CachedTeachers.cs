using Kd.Data;
using Kd.Training;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>What the stored teachers of a run have in common: the view that an epoch sees, and which samples a step reads.</summary>
/// <param name="name">The run's name.</param>
/// <param name="options">What was said about it.</param>
/// <param name="order">How it goes through the samples.</param>
/// <param name="device">The device that it is on.</param>
internal sealed class CachedTeachers(string name, RunOptions options, SampleOrder order, Device device) : IDisposable
{
    private readonly List<IDisposable> _files = [];
    private SampleIndex? _index;
    private int? _views;

    /// <summary>The run's name.</summary>
    public string Name => name;

    /// <summary>What was said about the run.</summary>
    public RunOptions Options => options;

    /// <summary>The device that the run is on.</summary>
    public Device Device => device;

    /// <summary>How many views of each sample are replayed; nothing for samples that are read as they always are.</summary>
    public int? Views => _views;

    /// <summary>The view of the step, from 0.</summary>
    public int View { get; private set; }

    /// <summary>The ids of the step's samples, on the CPU; of the step's dispose scope.</summary>
    public Tensor? Ids { get; private set; }

    /// <summary>From now on, samples that are augmented by chance are drawn one by one, as they are drawn for the teacher.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="views">How many views of each there are.</param>
    /// <exception cref="KdException">They cannot be replayed (KD3041).</exception>
    public void Replay<TBatch>(Dataset<TBatch> samples, int views)
        where TBatch : IBatch<TBatch>
    {
        if (!samples.HasViews || _views is not null)
        {
            return;
        }

        if (order.Arrangement == BatchArrangement.TwoViews)
        {
            throw new KdException("KD3041", "A term compares two views of each sample in one step, but [TeacherCache] replays one: take it off this student.");
        }

        ViewProbe.Require(samples);
        if (views == 1)
        {
            options.Reporter.Warning(
                "KD2111", $"{name} sees one and the same view of each sample in every epoch, although the data is augmented: say how many are stored, as in [TeacherCache(Views = 8)].");
        }

        _views = views;
    }

    /// <summary>The index of the samples, which are read once for all teachers.</summary>
    /// <exception cref="KdException">Two have one id (KD3042).</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public SampleIndex Index<TBatch>(Dataset<TBatch> samples)
        where TBatch : IBatch<TBatch> => _index ??= SampleIndex.Of(samples, options.Stop);

    /// <summary>The samples as a step with this view sees them.</summary>
    public Dataset<TBatch> Seen<TBatch>(Dataset<TBatch> samples, int view)
        where TBatch : IBatch<TBatch> => _views is null ? samples : new ReplayedViews<TBatch>(samples, options.Seed, view);

    /// <summary>Keeps a file open until the run ends.</summary>
    public void Add(IDisposable file) => _files.Add(file);

    /// <summary>Reads a step's batch, on the CPU.</summary>
    public TBatch Read<TBatch>(Dataset<TBatch> data, int epoch, int step)
        where TBatch : IBatch<TBatch>
    {
        View = (epoch - 1) % (_views ?? 1);
        var batch = order.Read(Seen(data, View), step);
        Ids = batch.SampleIds;
        return batch;
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());
}
