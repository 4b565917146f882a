using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kd.EndToEnd.Tests;

/// <summary>From annotated classes to a student that a program uses.</summary>
public class DistillTests
{
    [Fact]
    public void The_first_build_trains_teacher_student_and_baseline_and_says_how_good_they_are()
    {
        Assert.Equal(["DigitsTeacher", "DigitsStudent", "DigitsStudent.Baseline"], TrainedSample.FirstBuild.Trained);
        Assert.Matches(@"DigitsStudent: teacher 0\.\d{4}, baseline 0\.\d{4}, distilled 0\.\d{4}", TrainedSample.FirstBuild.Log);
        Assert.Matches(@"DigitsStudent: epoch 2/2, loss \d", TrainedSample.FirstBuild.Log);
    }

    [Fact]
    public void The_results_are_beside_the_program()
    {
        var distilled = Path.GetDirectoryName(TrainedSample.Project.Results)!;

        Assert.Equal(
            ["DigitsStudent/kd.lock.json", "DigitsStudent/latency.json", "DigitsStudent/metrics.jsonl", "DigitsStudent/predictions.json", "DigitsStudent/report.html",
                "DigitsStudent/student.safetensors", "DigitsStudent/summary.json",
                "DigitsTeacher/kd.lock.json", "DigitsTeacher/latency.json", "DigitsTeacher/metrics.jsonl", "DigitsTeacher/predictions.json",
                "DigitsTeacher/summary.json", "DigitsTeacher/teacher.safetensors",
                "tensorboard/DigitsStudent.Baseline/events.out.tfevents", "tensorboard/DigitsStudent/events.out.tfevents", "tensorboard/DigitsTeacher/events.out.tfevents"],
            Directory.GetFiles(distilled, "*", SearchOption.AllDirectories).Select(f => Untimed(Path.GetRelativePath(distilled, f).Replace('\\', '/'))).Order(StringComparer.Ordinal));

        // An event file's name ends with the run's time and key.
        static string Untimed(string file) => Regex.Replace(file, @"(?<=/events\.out\.tfevents)\.[0-9]{10}\.[0-9a-f]+$", "");
    }

    [Fact]
    public void A_published_program_has_the_students_and_not_what_TensorBoard_reads()
    {
        var published = TrainedSample.Project.Evaluate(["-t:ComputeResolvedFilesToPublishList", "-getItem:ResolvedFileToPublish"]);

        Assert.Contains("distilled/DigitsStudent/student.safetensors", published);
        Assert.DoesNotContain("tfevents", published);
    }

    [Fact]
    public void The_summary_has_what_people_ask_first()
    {
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(TrainedSample.Project.Results, "summary.json")));
        var root = summary.RootElement;

        Assert.Equal("DigitsStudent", root.GetProperty("student").GetString());
        Assert.Equal("DigitsTeacher", root.GetProperty("teacher").GetString());
        Assert.Equal("accuracy", root.GetProperty("metric").GetString());
        Assert.Equal(7, root.GetProperty("seed").GetInt32());
        Assert.Equal(2, root.GetProperty("epochs").GetInt32());
        Assert.InRange(root.GetProperty("parameters").GetProperty("student").GetInt64(), 1, 1500);
        Assert.InRange(root.GetProperty("parameters").GetProperty("teacher").GetInt64(), 10_000, 1_000_000);
        foreach (var who in (string[])["teacher", "student", "baseline", "last"])
        {
            Assert.InRange(root.GetProperty("test").GetProperty(who).GetDouble(), 0, 1);
        }
    }

    [Fact]
    public void The_metrics_have_a_line_an_epoch_with_the_losses_of_all_kinds_of_knowledge()
    {
        var lines = File.ReadAllLines(Path.Combine(TrainedSample.Project.Results, "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.Equal([1, 2], lines.Select(line => line.GetProperty("epoch").GetInt32()));
        Assert.All(lines, line => Assert.Equal(
            ["response", "taskLoss", "relationPair.early.late", "guided.early", "similarityPreserving.late", "total"],
            line.GetProperty("losses").EnumerateObject().Select(p => p.Name)));
    }

    [Fact]
    public void The_program_uses_the_distilled_student()
    {
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(TrainedSample.Project.Results, "summary.json")));
        var accuracy = summary.RootElement.GetProperty("test").GetProperty("student").GetDouble();

        var (exitCode, output) = TrainedSample.Project.Run();

        Assert.Equal(0, exitCode);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"reads {accuracy:P1} of 359 digits"), output);
        Assert.Contains("read as", output);
    }

    [Fact]
    public void A_program_without_a_distilled_student_says_how_to_make_one()
    {
        using var project = TrainedSample.Project.CloneWithoutResults();

        var (exitCode, output) = project.Run();

        Assert.Equal(1, exitCode);
        Assert.Contains("dotnet build -t:Distill", output);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_in_another_folder()
    {
        using var other = TrainedSample.Project.CloneWithoutResults();
        other.Distill().Succeeded();

        Assert.Equal(TrainedSample.Project.Weights(), other.Weights());
    }

    [Fact]
    public void Clean_removes_the_copies_and_DistillClean_the_results()
    {
        using var project = TrainedSample.Project.Clone();

        project.Build("-t:Clean").Succeeded();
        Assert.False(Directory.Exists(Path.Combine(project.Output, "distilled")));
        Assert.Empty(project.Distill().Succeeded().Trained);

        project.Build("-t:DistillClean").Succeeded();
        Assert.False(Directory.Exists(Path.Combine(project.Folder, ".kd")));
    }

    [Fact]
    public void A_plain_build_trains_nothing_unless_asked_to()
    {
        using var project = TrainedSample.Project.CloneWithoutResults();

        Assert.Empty(project.Build().Succeeded().Trained);
        Assert.Empty(project.Build("-p:DesignTimeBuild=true", "-p:KdDistillOnBuild=true").Succeeded().Trained);
        Assert.NotEmpty(project.Build("-p:KdDistillOnBuild=true", "-p:KdEpochs=1", "-p:KdSet=DigitsTeacher/train.epochs=1").Succeeded().Trained);
    }
}
