namespace Kd.EndToEnd.Tests;

/// <summary>What a teacher gives is stored by the real build, once for all its students.</summary>
public sealed class TeacherCacheTests
{
    private const string Student = "DigitsStudent";

    [Fact]
    public void A_stored_teacher_teaches_the_same_and_is_stored_once()
    {
        using var project = TrainedSample.Project.Clone();
        var before = project.Weights();

        project.Edit("DigitsStudent.cs", "[Student<DigitsTeacher>]", "[Student<DigitsTeacher>, TeacherCache]");
        var first = project.Distill().Succeeded();
        Assert.Equal([Student], first.Trained);
        Assert.Equal(before, project.Weights());
        Assert.Contains("DigitsStudent: stores what DigitsTeacher gives for 1078 samples, 12.7 MiB", first.Log);
        Assert.Single(Directory.GetFiles(project.TeacherCaches, "DigitsTeacher-*.kdcache"));

        var second = project.DistillOnly("-p:KdSeed=3", "-p:KdBaseline=false").Succeeded();
        Assert.Equal([Student], second.Trained);
        Assert.DoesNotContain("stores what", second.Log);
        Assert.Empty(project.DistillOnly("-p:KdSeed=3", "-p:KdBaseline=false").Succeeded().Trained);
    }
}
