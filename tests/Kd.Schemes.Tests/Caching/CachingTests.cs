using Kd.Data;
using Kd.Training;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>A student learns from what is stored of its teachers what it learns from the teachers.</summary>
public sealed class CachingTests : IDisposable
{
    private readonly Runs _runs = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kd-caches-");

    [Fact]
    public void The_same_weights_to_the_bit_and_no_teacher_in_a_step()
    {
        _runs.Train(LargeTrainer.Run, new LargeTrainer.Options());
        _runs.Train(WideTrainer.Run, new WideTrainer.Options());
        var options = new RemindedDistiller.Options { TeacherCaches = _folder.FullName };
        var live = _runs.Train(RemindedDistiller.Run, options with { TeacherCacheEnabled = false });
        Assert.Empty(_folder.GetFiles());
        Assert.Equal(live.Learning.Count, live.Calls<Large>().Count);

        var stored = _runs.Train(RemindedDistiller.Run, options);
        Assert.Equal(["Large", "Wide"], _folder.GetFiles("*.kdcache").Select(file => file.Name.Split('-')[0]).Order());
        Assert.Empty(stored.Teaching);
        Assert.Equal(0, stored.Weights.DistanceTo(live.Weights));

        // Those that have been stored before.
        var times = _folder.GetFiles("*.kdcache").Select(file => file.LastWriteTimeUtc).ToList();
        var read = _runs.Train(RemindedDistiller.Run, options);
        Assert.Equal(times, _folder.GetFiles("*.kdcache").Select(file => file.LastWriteTimeUtc));
        Assert.Equal(0, read.Weights.DistanceTo(live.Weights));
    }

    [Fact]
    public void Each_view_is_replayed_with_what_the_teacher_gave_for_it()
    {
        var large = _runs.Train(LargeTrainer.Run, new LargeTrainer.Options());
        var drawn = new SortedDictionary<long, float[]>();
        DigitsData.View = batch =>
        {
            var view = Shifted(batch);
            drawn[view.SampleIds.data<long>()[0]] = view.Images[0].data<float>().ToArray();
            return view;
        };
        var options = new ReviewedDistiller.Options { TeacherCaches = _folder.FullName };
        var trained = _runs.Train(ReviewedDistiller.Run, options);
        var given = Rows(trained);

        // Epochs 1 and 3 see one view, 2 and 4 another; the order of the samples is another in each.
        Assert.Equal(4, given.Count);
        Assert.Equal(given[0], given[2]);
        Assert.Equal(given[1], given[3]);
        Assert.Equal(given[0].Keys, given[1].Keys);
        Assert.InRange(given[0].Keys.Count(id => !given[0][id].SequenceEqual(given[1][id])), given[0].Count / 2, given[0].Count);
        Assert.NotEqual(trained.Watch.Given[0].SampleIds, trained.Watch.Given.First(g => g.Epoch == 3).SampleIds);

        var last = new SortedDictionary<long, float[]>(drawn);
        // Another student with the same seed reads what is there.
        var again = _runs.Train(ReviewedDistiller.Run, options with { Epochs = 1 });
        Assert.Equal(given[0], Rows(again)[0]);
        Assert.Single(_folder.GetFiles("*.kdcache"));

        // The views that the last epoch drew are those that the teacher was asked about.
        using var teacher = new Large();
        large.Weights.LoadInto(teacher);
        teacher.eval();
        using var gradients = no_grad();
        var expected = Values.Of(teacher.call(tensor(last.Values.SelectMany(view => view).ToArray()).reshape(-1, 1, 8, 8)));
        Assert.InRange(expected.DistanceTo(new Values([.. given[3].Values.SelectMany(row => row)], expected.Shape, false)), 0, 1e-5);
    }

    [Fact]
    public void Samples_that_are_mixed_are_refused()
    {
        _runs.Train(LargeTrainer.Run, new LargeTrainer.Options());
        DigitsData.View = batch => batch with { Images = Augmentation.Mixup(batch.Images, batch.Labels, 10).Images };
        var e = Assert.Throws<KdException>(() => _runs.Train(ReviewedDistiller.Run, new ReviewedDistiller.Options { TeacherCaches = _folder.FullName }));
        Assert.Equal("KD3041", e.Id);
        Assert.Contains("mixes", e.Message);
    }

    [Fact]
    public void Views_that_no_seed_repeats_are_refused()
    {
        _runs.Train(LargeTrainer.Run, new LargeTrainer.Options());
        DigitsData.View = batch => batch with { Images = batch.Images.add(Random.Shared.NextSingle()) };
        var e = Assert.Throws<KdException>(() => _runs.Train(ReviewedDistiller.Run, new ReviewedDistiller.Options { TeacherCaches = _folder.FullName }));
        Assert.Equal("KD3041", e.Id);
        Assert.Contains("whatever the seed", e.Message);
    }

    public void Dispose()
    {
        DigitsData.View = null;
        _runs.Dispose();
        _folder.Delete(recursive: true);
    }

    private static ImageBatch Shifted(ImageBatch batch) => batch with { Images = Augmentation.PadAndCrop(batch.Images, padding: 2) };

    // What a loss was given of the teacher for each sample, by epoch.
    private static List<SortedDictionary<long, double[]>> Rows(Trained trained) => [.. trained.Watch.Given.GroupBy(given => given.Epoch).Select(epoch =>
        new SortedDictionary<long, double[]>(epoch.SelectMany(given => given.SampleIds.Zip(given.Teacher[0].Numbers.Chunk(10))).ToDictionary(row => row.First, row => row.Second)))];
}
