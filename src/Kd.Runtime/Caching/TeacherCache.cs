using System.Reflection;
using Kd.Data;
using Kd.Losses;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>What a frozen teacher gives for the training samples: stored once, and read in every step.</summary>
/// <typeparam name="TBatch">The type of a batch.</typeparam>
public sealed class TeacherCache<TBatch>
    where TBatch : IBatch<TBatch>
{
    private readonly CachedTeachers _run;
    private readonly Func<TBatch, Tensor[]> _teach;
    private readonly OutputCodec[] _codecs = [];
    private readonly SampleIndex? _index;
    private readonly CacheFile? _file;
    private long[] _rows = [];

    /// <summary>Opens what is stored of a teacher, or stores it. To be called when the teacher has its weights.</summary>
    /// <param name="run">The run.</param>
    /// <param name="teacher">The stage that trained the teacher.</param>
    /// <param name="model">The teacher, of <see cref="TrainingRun.Frozen"/>.</param>
    /// <param name="samples">What is trained on.</param>
    /// <param name="how">What was declared.</param>
    /// <param name="places">What is stored: <c>logits</c>, ids of hints.</param>
    /// <param name="teach">Runs the teacher, without gradients: gives what is at each of the places, (B, ...), in the scope of the caller.</param>
    /// <exception cref="KdException">
    /// The disk lacks room (KD3040) or cannot be written (KD1014), the views cannot be replayed (KD3041), two samples have one id (KD3042), or
    /// something cannot be stored (KD3043).
    /// </exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public TeacherCache(
        TrainingRun run, string teacher, nn.Module model, Dataset<TBatch> samples, TeacherCacheAttribute how, string[] places, Func<TBatch, Tensor[]> teach)
    {
        Setting.RequireAtLeastOne("teacherCache.views", how.Views);
        Setting.RequireAtLeastOne("teacherCache.topK", how.TopK);
        (_run, _teach) = (run.Cached, teach);
        if (!how.Enabled || _run.Options is not { TeacherCaches: { } folder, IsCheck: false })
        {
            return;
        }

        // Whether something is stored or read, the run draws the same random numbers behind it.
        using var state = random.get_rng_state();
        using var scope = NewDisposeScope();
        try
        {
            _run.Replay(samples, how.Views);
            _index = _run.Index(samples);
            var live = new LiveTeacher<TBatch>(_run, samples, places, teach);
            var spot = SpotCheck.Of(samples.Count, _run.Views ?? 1, live.Teach, _run.Options.Seed);
            var stored = spot.Outputs.Select((output, i) => new CachedPlace(places[i], output.shape[1..])).ToList();
            _codecs = [.. stored.Select(place => OutputCodec.For(how, place.Id, [.. place.Shape]))];
            var header = new CacheHeader(
                Version(), teacher, ModelDigest.Of(model), _index.Digest, samples.Count, _run.Views ?? 1, _run.Views is null ? null : _run.Options.Seed, Format(how), stored);
            _file = new CacheStore(_run, folder, teacher, Layout(header)).Open(
                file => spot.Fault(file, _codecs, stored),
                (first, count, view) => Encode(live.Teach(arange(first, first + count, ScalarType.Int64, CPU), view), stored));
            _run.Add(_file);
        }
        finally
        {
            random.set_rng_state(state);
        }
    }

    /// <summary>What the teacher gives for the samples that the run <see cref="TrainingRun.Read">read</see> last.</summary>
    /// <param name="batch">The batch.</param>
    /// <returns>What is at each of the places, 32-bit numbers, on the run's device; what nobody stores the teacher gives now.</returns>
    /// <exception cref="KdException">A sample is none of those that were stored (KD3042).</exception>
    public Tensor[] Of(TBatch batch)
    {
        if (_file is null)
        {
            return _teach(batch);
        }

        var ids = _run.Ids!;
        Array.Resize(ref _rows, (int)ids.size(0));
        _index!.Find(ids, _rows);
        var first = _run.View * _index.Count;
        for (var i = 0; first > 0 && i < _rows.Length; i++)
        {
            _rows[i] += first;
        }

        return _codecs.Decode([.. _file.Read(_rows).Select(tensor => tensor.to(_run.Device))]);
    }

    private Tensor[] Encode(Tensor[] outputs, IReadOnlyList<CachedPlace> places)
    {
        for (var i = 0; i < outputs.Length; i++)
        {
            if (!outputs[i].shape[1..].SequenceEqual(places[i].Shape))
            {
                throw new KdException(
                    "KD3043", $"{places[i].Id} is {Shapes.Text(outputs[i])} for some samples and {Shapes.Text([.. places[i].Shape])} each for others: [TeacherCache] stores as many numbers for each.");
            }
        }

        return _codecs.Encode(outputs);
    }

    private CacheLayout Layout(CacheHeader header)
    {
        try
        {
            return new(header, _codecs.SelectMany(codec => codec.Stored));
        }
        catch (InvalidDataException e)
        {
            throw new KdException("KD3043", $"The outputs of {header.Teacher} cannot be stored: {e.Message}", e);
        }
    }

    private static string Format(TeacherCacheAttribute how) => how.Format == CacheFormat.TopK ? FormattableString.Invariant($"TopK {how.TopK}") : how.Format.ToString();

    private static string Version() => typeof(TeacherCache<TBatch>).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
