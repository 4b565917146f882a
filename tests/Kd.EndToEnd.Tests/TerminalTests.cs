using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Kd.EndToEnd.Tests;

/// <summary>What a person sees of a training: on a terminal, in a file, and with less or more of it wanted.</summary>
public sealed partial class TerminalTests : IDisposable
{
    private const int Width = 110;
    private const char Escape = '\u001b';

    // Another seed than that of the results: the student is trained, and its teacher is not.
    private static readonly string[] _training = ["-t:Distill", "-p:NoBuild=true", "-p:KdSet=DigitsTeacher/train.epochs=2", "-p:KdSeed=11", "-p:KdEpochs=2"];

    private readonly SampleProject _project = TrainedSample.Project.Clone();

    [SkippableFact]
    public void A_terminal_shows_epoch_losses_by_term_and_rate_below_the_running_target_and_nothing_of_it_stays()
    {
        var screen = new TerminalScreen(Width).Write(OnTerminal("-tl:on", "-p:KdEpochs=12"));

        var seen = screen.Seen.Where(text => text.Contains("DigitsStudent: epoch ")).ToList();
        Assert.All(seen, text => Assert.Matches(LiveScreen(), text));
        Assert.Contains(seen, text => !text.Contains("epoch 1/12") && text.Contains(", accuracy 0."));
        Assert.Contains(seen, text => text.Contains(" samples/s"));
        Assert.DoesNotContain("epoch", screen.Text);
        Assert.Contains("distilled/DigitsStudent", screen.Text);
    }

    [SkippableTheory]
    [InlineData("TaskHostFactory")]
    [InlineData("none")]
    public void A_quiet_build_says_nothing_of_it(string taskFactory)
    {
        var screen = new TerminalScreen(Width).Write(OnTerminal("-tl:on", "-v:q", $"-p:KdTaskFactory={taskFactory}"));

        Assert.DoesNotContain(screen.Seen, text => text.Contains("epoch"));
        Assert.DoesNotContain("Digits", screen.Text);
        Assert.NotEqual(TrainedSample.Project.Weights(), _project.Weights());
    }

    [SkippableFact]
    public void Another_logger_on_a_terminal_writes_lines_that_stay()
    {
        var screen = new TerminalScreen(Width).Write(OnTerminal("-tl:off"));

        Assert.Matches(@"(?m)^ *DigitsStudent: epoch 2/2, loss \d", screen.Text);
        Assert.DoesNotContain("samples/s", screen.Text);
    }

    [Fact]
    public void A_file_gets_plain_lines_and_the_place_of_the_logs_once()
    {
        var log = TrainedSample.FirstBuild.Log;

        Assert.DoesNotContain(Escape, log);
        Assert.True(TrainedSample.FirstBuild.Trained.Count > 2, log);
        Assert.Single(Regex.Matches(log, @"distill\.log"));
        Assert.DoesNotContain("step 1/", log);
    }

    [Fact]
    public void A_detailed_build_says_where_each_stage_is_and_the_log_keeps_what_the_trainer_said()
    {
        var build = _project.Build([.. _training, "-fileLoggerParameters:Verbosity=detailed"]).Succeeded();

        Assert.Matches(@"DigitsStudent: epoch 1/2, step 1/\d+, loss \d+\.\d{4} \(response \d+\.\d{4}, taskLoss \d+\.\d{4}, ", build.Log);
        var kept = File.ReadAllText(Path.Combine(_project.Store, "DigitsStudent", "distill.log"));
        Assert.Contains("DigitsStudent: epoch 2/2", kept);
        Assert.Contains("DigitsStudent: test accuracy", kept);
        Assert.DoesNotContain("step 1/", kept);
    }

    public void Dispose() => _project.Dispose();

    // The logger's row, an empty one, and Kd's two.
    [GeneratedRegex(@"(?m)^ +Digits .*DistillStage \(\d+\.\ds\)\n\n?DigitsStudent: epoch \d+/12, step \d+/\d+, loss \d+\.\d{4}.*\n  response \d+\.\d{4}, taskLoss ")]
    private static partial Regex LiveScreen();

    /// <summary>Trains the student in a build whose output is a terminal.</summary>
    /// <returns>All that was written to the terminal.</returns>
    private string OnTerminal(params string[] arguments)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "A pseudo-terminal is made by script, of Linux.");
        Skip.IfNot(File.Exists("/usr/bin/script"), "There is no script (util-linux) to make a pseudo-terminal.");
        var typescript = Path.Combine(_project.Around, "typescript");
        var build = $"stty cols {Width} rows 40; dotnet build -c {Repository.Configuration} --no-restore -p:BuildProjectReferences=false -nodeReuse:false -m:1 {string.Join(' ', _training.Concat(arguments))}";
        var start = new ProcessStartInfo("sh", ["-c", "exec script -qefc \"$1\" \"$2\" < /dev/null", "sh", build, typescript]) { WorkingDirectory = _project.Folder };
        SampleProject.ForgetTestRunner(start);
        start.Environment["TERM"] = "xterm-256color";
        var (exitCode, output) = Programs.Finish(start);
        Assert.True(exitCode == 0, output);

        // Without the lines that script adds.
        return string.Join('\n', File.ReadAllText(typescript).Split('\n')[1..^2]);
    }
}
