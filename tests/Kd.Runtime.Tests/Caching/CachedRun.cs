using Kd.Caching;
using Kd.Data;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Caching;

/// <summary>Runs that store what a tiny teacher gives for some hundred samples, in one folder.</summary>
internal sealed class CachedRun : IDisposable
{
    /// <summary>As many samples as make several blocks, the last not full.</summary>
    public const int Samples = 600;

    private readonly TemporaryFolder _folder = new();
    private int _runs;

    /// <summary>Makes a teacher.</summary>
    public CachedRun() => Teacher.eval();

    /// <summary>The teacher.</summary>
    public TinyTeacher Teacher { get; } = new();

    /// <summary>The samples.</summary>
    public DistillationData<ImageBatch> Data { get; init; } = TinyData.Make(Samples);

    /// <summary>What the runs said.</summary>
    public Recorder Recorder { get; } = new();

    /// <summary>The warnings among it.</summary>
    public IEnumerable<string> Warnings => Recorder.Lines.Where(line => line.StartsWith("KD", StringComparison.Ordinal));

    /// <summary>Where the files are.</summary>
    public string Folder => _folder["caches"];

    /// <summary>The files.</summary>
    public string[] Files => Directory.GetFiles(Folder, "*.kdcache");

    /// <summary>For how many samples the teacher ran.</summary>
    public long Taught { get; private set; }

    /// <summary>What is asked of the teacher beside the logits.</summary>
    public Func<ImageBatch, Tensor, Tensor[]> Answer { get; set; } = (_, logits) => [logits];

    /// <summary>Options of a new run.</summary>
    public TinyDistiller.Options Options => new() { Output = _folder[$"run{++_runs}"], TeacherCaches = Folder, Reporter = Recorder, BatchSize = 50 };

    /// <summary>Runs one epoch, and gives what it is told of the teacher for each sample, by id: each place's numbers.</summary>
    public SortedDictionary<long, double[][]> Read(TeacherCacheAttribute? how = null, RunOptions? options = null)
    {
        using var loop = new TinyLoop(options ?? Options, data: Data);
        var model = loop.Learner(new TinyStudent());
        var cache = Open(loop.Run, how ?? new());
        var given = new SortedDictionary<long, double[][]>();
        _ = loop.Run.Resume();
        foreach (var at in loop.Run.Steps(Data.Train, 1))
        {
            using var scope = NewDisposeScope();
            var batch = loop.Run.Read(Data.Train, at);
            var outputs = cache.Of(batch).Select(output => output.flatten(1)).ToList();
            foreach (var (id, i) in batch.SampleIds.data<long>().ToArray().Select((id, i) => (id, i)))
            {
                given.Add(id, [.. outputs.Select(output => Tensors.Numbers(output[i]))]);
            }
        }

        return given;
    }

    /// <summary>Opens or makes the file.</summary>
    public TeacherCache<ImageBatch> Open(TrainingRun run, TeacherCacheAttribute how) =>
        new(run, "TinyTeacher", Teacher, Data.Train, how, ["logits", "early"], Teach);

    /// <summary>What the teacher gives for all samples, without a run.</summary>
    public SortedDictionary<long, double[][]> Expected()
    {
        using var scope = NewDisposeScope();
        var batch = Data.Train.Read(arange(Samples, int64));
        var outputs = Teach(batch).Select(output => output.flatten(1)).ToList();
        return new(batch.SampleIds.data<long>().ToArray().ToDictionary(id => id, id => outputs.Select(output => Tensors.Numbers(output[id])).ToArray()));
    }

    public void Dispose()
    {
        Teacher.Dispose();
        _folder.Dispose();
    }

    private Tensor[] Teach(ImageBatch batch)
    {
        using var gradients = no_grad();
        Taught += batch.SampleIds.size(0);
        return Answer(batch, Teacher.call(batch.Images));
    }
}
