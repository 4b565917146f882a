using Kd.Data;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>A run that is ended again and again leaves, byte for byte, what an unbroken one does, in every scheme.</summary>
public sealed class ResumingTests : IDisposable
{
    private readonly InterruptedRuns _runs = new();

    [Fact]
    public void A_teacher_and_what_learns_from_several_teachers()
    {
        Assert.InRange(_runs.AssertSame(LargeTrainer.Run, new LargeTrainer.Options()), 4, 100);
        _runs.AssertSame(WideTrainer.Run, new WideTrainer.Options());
        _runs.AssertSame(PupilDistiller.Run, new PupilDistiller.Options());
    }

    [Fact]
    public void Stages_of_one_student()
    {
        _runs.AssertSame(LargeTrainer.Run, new LargeTrainer.Options());
        _runs.AssertSame(StagedHintDistiller.Run, new StagedHintDistiller.Options());
        _runs.AssertSame(StagedMiddleDistiller.Run, new StagedMiddleDistiller.Options());
        _runs.AssertSame(StagedDistiller.Run, new StagedDistiller.Options());
        _runs.AssertSame(ThawingFirstDistiller.Run, new ThawingFirstDistiller.Options());
        _runs.AssertSame(ThawingDistiller.Run, new ThawingDistiller.Options());
        _runs.AssertSame(WeighedBothDistiller.Run, new WeighedBothDistiller.Options());
        _runs.AssertSame(WeighedLabelsDistiller.Run, new WeighedLabelsDistiller.Options());
    }

    [Fact]
    public void Assistants_and_the_epochs_of_theirs_that_others_follow()
    {
        _runs.AssertSame(LargeTrainer.Run, new LargeTrainer.Options());
        _runs.AssertSame(AssistantFirstDistiller.Run, new AssistantFirstDistiller.Options());
        _runs.AssertSame(AssistantDistiller.Run, new AssistantDistiller.Options());
        _runs.AssertSame(SmallestYoungDistiller.Run, new SmallestYoungDistiller.Options());
        _runs.AssertSame(SmallestDistiller.Run, new SmallestDistiller.Options());
    }

    [Fact]
    public void Generations()
    {
        _runs.AssertSame(PhoenixBaseline.Run, new PhoenixBaseline.Options());
        _runs.AssertSame(PhoenixGeneration1Distiller.Run, new PhoenixGeneration1Distiller.Options());
        _runs.AssertSame(PhoenixDistiller.Run, new PhoenixDistiller.Options());
    }

    [Fact]
    public void A_mean_teacher() => _runs.AssertSame(CalmDistiller.Run, new CalmDistiller.Options());

    [Fact]
    public void Peers()
    {
        _runs.AssertSame(LargeTrainer.Run, new LargeTrainer.Options());
        _runs.AssertSame(PairDistiller.Run, new PairDistiller.Options());
        _runs.AssertSame(TrioDistiller.Run, new TrioDistiller.Options());
        _runs.AssertSame(TogetherDistiller.Run, new TogetherDistiller.Options());
    }

    [Fact]
    public void What_teaches_itself()
    {
        _runs.AssertSame(InwardDistiller.Run, new InwardDistiller.Options());
        _runs.AssertSame(BranchingDistiller.Run, new BranchingDistiller.Options { SgdLearningRate = 0.05 });
        _runs.AssertSame(RememberingDistiller.Run, new RememberingDistiller.Options());
    }

    [Fact]
    public void Partners_of_one_class_and_random_views()
    {
        DigitsData.View = Noisy;
        _runs.AssertSame(ClassmateDistiller.Run, new ClassmateDistiller.Options());
        _runs.AssertSame(SquintingDistiller.Run, new SquintingDistiller.Options());
    }

    [Fact]
    public void Stored_teachers_and_replayed_views()
    {
        var caches = Directory.CreateTempSubdirectory("kd-caches-");
        try
        {
            _runs.AssertSame(LargeTrainer.Run, new LargeTrainer.Options());
            DigitsData.View = Noisy;
            _runs.AssertSame(ReviewedDistiller.Run, new ReviewedDistiller.Options { TeacherCaches = caches.FullName });
        }
        finally
        {
            caches.Delete(recursive: true);
        }
    }

    public void Dispose()
    {
        DigitsData.View = null;
        _runs.Dispose();
    }

    private static ImageBatch Noisy(ImageBatch batch) => batch with { Images = batch.Images.add(randn_like(batch.Images), 0.1) };
}
