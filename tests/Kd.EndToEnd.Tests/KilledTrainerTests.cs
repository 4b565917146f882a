using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Kd.EndToEnd.Tests;

/// <summary>A trainer that is killed again and again, whatever it is doing, and begins anew each time.</summary>
public sealed class KilledTrainerTests(ITestOutputHelper output)
{
    private const int Kills = 10;
    private const int Seed = 20;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    [SkippableFact]
    public void Ten_kills_at_random_times_leave_no_trace_in_the_results()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        using var project = TrainedSample.Project.Clone().Edit("DigitsStudent.cs", "[Student<DigitsTeacher>]", "[Student<DigitsTeacher>, TeacherCache]");
        project.Distill("-p:KdBaseline=false").Succeeded();
        var seed = 100;
        var length = LengthOfARun(project, seed++);
        var earlier = project.Artifacts();

        var random = new Random(Seed);
        output.WriteLine($"A run takes {length.TotalSeconds:F2} s; the delays are those of Random({Seed}).");
        var killed = 0;
        for (var i = 0; killed < Kills; i++)
        {
            // Every fourth one comes near the end, where the result is written.
            // The run stores what the teacher gives first, or goes on with that.
            foreach (var cache in Directory.GetFiles(project.TeacherCaches, "*.kdcache"))
            {
                File.Delete(cache);
            }

            var delay = length * (i % 4 == 3 ? 0.9 + (0.1 * random.NextDouble()) : random.NextDouble());
            using var build = project.StartDistillOnly(Settings(seed));
            var trainer = build.WaitForTrainer()!.Value;
            Thread.Sleep(delay);
            string[] written = [.. Unfinished(project), .. Directory.GetFiles(project.TeacherCaches, "*.part").Select(Path.GetFileName)!];
            RunningBuild.TrySignal("KILL", trainer);
            var result = build.Wait(_patience);
            if (result.ExitCode != 0)
            {
                Assert.Contains("was killed (exit code 137, SIGKILL", result.FailedWith("KD3900").Text);
                Assert.Equal(earlier, project.Artifacts());
                killed++;
            }
            else
            {
                // The run was faster than the measured one: its result is there, and the next ones are about another.
                Assert.True(i - killed < Kills / 2, $"Only {killed} of {i + 1} were killed.");
                length = delay;
                earlier = project.Artifacts();
                seed++;
            }

            output.WriteLine($"{i + 1}: after {delay.TotalSeconds:F2} s, seed {seed}, had written {string.Join(", ", written)}");
        }

        Assert.Equal(["DigitsStudent"], project.DistillOnly(Settings(seed)).Succeeded().Trained);
        var disturbed = project.Weights();
        project.ForgetPublishedResult();
        Assert.Equal(["DigitsStudent"], project.DistillOnly(Settings(seed)).Succeeded().Trained);
        Assert.Equal(disturbed, project.Weights());
    }

    private static TimeSpan LengthOfARun(SampleProject project, int seed)
    {
        using var build = project.StartDistillOnly(Settings(seed));
        build.WaitForTrainer();
        var clock = Stopwatch.StartNew();
        RunningBuild.Eventually(_patience, () => build.Trainers().Count == 0);
        var length = clock.Elapsed;
        Assert.Equal(["DigitsStudent"], build.Wait(_patience).Succeeded().Trained);
        return length;
    }

    private static string[] Settings(int seed) => ["-p:KdBaseline=false", "-p:KdResume=false", $"-p:KdSeed={seed.ToString(CultureInfo.InvariantCulture)}"];

    private static string[] Unfinished(SampleProject project)
    {
        try
        {
            return [.. Directory.GetDirectories(Path.Combine(project.Store, "DigitsStudent"), "*.tmp").SelectMany(Directory.GetFiles).Select(path => Path.GetFileName(path))];
        }
        catch (DirectoryNotFoundException)
        {
            // The run ended just now.
            return [];
        }
    }
}
