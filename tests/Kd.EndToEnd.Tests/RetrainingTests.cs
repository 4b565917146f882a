namespace Kd.EndToEnd.Tests;

/// <summary>What trains anew, and what does not.</summary>
public class RetrainingTests
{
    private const string Teacher = "DigitsTeacher", Student = "DigitsStudent", Baseline = "DigitsStudent.Baseline";

    [Fact]
    public void A_second_build_trains_nothing_and_leaves_the_results_alone()
    {
        using var project = TrainedSample.Project.Clone();
        var before = project.Artifacts();

        var second = project.Distill().Succeeded();

        Assert.Empty(second.Trained);
        Assert.Contains("up to date", second.Log);
        Assert.Equal(before, project.Artifacts());
    }

    [Fact]
    public void A_comment_and_a_touch_of_every_source_train_nothing()
    {
        using var project = TrainedSample.Project.Clone();
        project.Edit("DigitsStudent.cs", "public DigitsStudent()", "/* made\n anew */ public DigitsStudent()");
        project.Edit("DigitsTeacher.cs", "[Teacher]", "// The one who knows.\n[Teacher]");
        project.TouchSources();

        Assert.Empty(project.Distill().Succeeded().Trained);
    }

    public static TheoryData<string, string, string, string[]> Changes => new()
    {
        { "DigitsStudent.cs", "Temperature = 4", "Temperature = 5", [Student] },
        { "DigitsStudent.cs", "Guided(\"early\", Weight = 0.05)", "Guided(\"early\", Weight = 0.06)", [Student] },
        { "DigitsStudent.cs", "Linear(16, 10)", "Linear(16, 10, hasBias: false)", [Student, Baseline] },
        { "DigitsStudent.cs", "Seed = 7", "Seed = 8", [Student, Baseline] },
        { "DigitsTeacher.cs", "Dropout(0.5)", "Dropout(0.4)", [Teacher, Student] },
        { "DigitsTeacher.cs", "WeightDecay = 5e-4", "WeightDecay = 6e-4", [Teacher, Student] },
        { "DigitsData.cs", "White = 16", "White = 15", [Teacher, Student, Baseline] },
        { "Program.cs", "Shown = 6", "Shown = 5", [] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_would_train_what_it_can_change(string file, string old, string @new, string[] trained)
    {
        using var project = TrainedSample.Project.Clone();

        Assert.Equal(trained, project.Edit(file, old, @new).Plan().Succeeded().OutOfDate);
    }

    [Fact]
    public void Settings_train_what_they_apply_to_and_the_first_ones_train_nothing_again()
    {
        using var project = TrainedSample.Project.Clone();

        Assert.Equal([Student], project.Distill("-p:KdSet=response.temperature=8 DigitsTeacher/train.epochs=2").Succeeded().Trained);
        Assert.Equal([Student, Baseline], project.Distill("-p:KdSeed=3").Succeeded().Trained);
        Assert.Empty(project.Distill().Succeeded().Trained);
    }

    [Fact]
    public void Other_data_train_everything()
    {
        using var project = TrainedSample.Project.Clone();
        project.EditData(lines => lines[10..]);

        Assert.Equal([Teacher, Student, Baseline], project.Distill().Succeeded().Trained);
    }
}
