using System.Text.Json;

namespace Kd.EndToEnd.Tests;

/// <summary>A chain of three stages: teacher, assistant, student.</summary>
public sealed class AssistantsTests(TrainedAssistants trained) : IClassFixture<TrainedAssistants>
{
    private const string Teacher = "LargeNet", Assistant = "MediumNet", Student = "SmallNet";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void The_stages_are_trained_in_the_order_of_the_chain() => Assert.Equal([Teacher, Assistant, Student], trained.FirstBuild.Trained);

    [Fact]
    public void As_declared_each_reaches_what_the_sample_promises()
    {
        using var project = SampleProject.CopyOf("Assistants");

        project.Build("-t:Distill").Succeeded();

        using var student = JsonDocument.Parse(File.ReadAllText(Path.Combine(project.ResultsOf(Student), "summary.json")));
        using var assistant = JsonDocument.Parse(File.ReadAllText(Path.Combine(project.ResultsOf(Assistant), "summary.json")));
        Assert.Equal((Teacher, Assistant), (assistant.RootElement.GetProperty("teacher").GetString(), student.RootElement.GetProperty("teacher").GetString()));
        Assert.InRange(Accuracy(assistant, "teacher"), 0.97, 1);
        Assert.InRange(Accuracy(assistant, "student"), 0.95, 1);
        Assert.InRange(Accuracy(student, "student"), 0.91, 1);
        Assert.Equal(Accuracy(assistant, "student"), Accuracy(student, "teacher"));

        var (exitCode, output) = project.Run();
        Assert.True(exitCode == 0, output);
        Assert.Matches(@"The assistant, of 3,022 parameters, reads 9\d\.\d %.*\n.*The student, of 438 parameters, reads \d\d\.\d %", output);
    }

    public static TheoryData<string, string, string, string[]> Changes => new()
    {
        { "SmallNet.cs", "Temperature = 4", "Temperature = 5", [Student] },
        { "MediumNet.cs", "Width = 12", "Width = 10", [Assistant, Student] },
        { "MediumNet.cs", "Temperature = 4", "Temperature = 5", [Assistant, Student] },
        { "LargeNet.cs", "Width = 32", "Width = 24", [Teacher, Assistant, Student] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_would_train_the_stage_and_those_behind_it(string file, string old, string @new, string[] retrained)
    {
        using var project = trained.Project.Clone();

        Assert.Equal(retrained, project.Edit(file, old, @new).Plan().Succeeded().OutOfDate);
    }

    [Fact]
    public void A_touch_of_every_source_trains_nothing()
    {
        using var project = trained.Project.Clone();
        project.TouchSources();

        Assert.Empty(project.Distill().Succeeded().Trained);
    }

    [SkippableTheory]
    [InlineData(Teacher, new[] { Teacher, Assistant, Student })]
    [InlineData(Assistant, new[] { Assistant, Student })]
    [InlineData(Student, new[] { Student })]
    public void A_trainer_that_is_killed_leaves_no_trace_in_the_results(string stage, string[] trainedAgain)
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        using var project = trained.Project.CloneWithoutResults();
        using (var build = project.StartDistillOnly())
        {
            RunningBuild.Signal("KILL", build.WaitForEpochOf(stage));
            Assert.StartsWith($"{stage} (", build.Wait(_patience).FailedWith("KD3900").Text);
        }

        Assert.Equal(trainedAgain, project.DistillOnly().Succeeded().Trained);

        Assert.Equal(trained.Project.WeightsOf(Assistant), project.WeightsOf(Assistant));
        Assert.Equal(trained.Project.WeightsOf(Student), project.WeightsOf(Student));
        Assert.Equal(TeacherWeights(trained.Project), TeacherWeights(project));
    }

    private static byte[] TeacherWeights(SampleProject project) => File.ReadAllBytes(Path.Combine(project.ResultsOf(Teacher), "teacher.safetensors"));

    private static double Accuracy(JsonDocument summary, string model) => summary.RootElement.GetProperty("test").GetProperty(model).GetDouble();
}
