using System.Text.Json;
using Kd.IO;
using Kd.Training;

namespace Kd.Bench.Loop;

/// <summary>What the process of a loop does. It writes a line when it waits for its turn, and in the end what it measured.</summary>
internal static class LoopWorker
{
    public const string Verb = "loop-worker";
    public const string Generated = "generated";
    public const string ByHand = "by-hand";
    public const string KlGenerated = "kl-generated";
    public const string KlByHand = "kl-by-hand";
    public const string Alone = "alone";
    public const string Stored = "stored";
    public const string Live = "live";

    /// <summary>Runs a loop to its end.</summary>
    /// <param name="loop">One of the names above.</param>
    /// <param name="plan">A <see cref="StepPlan"/>, as JSON.</param>
    /// <param name="folder">Where the teacher's weights are.</param>
    /// <param name="settings">Settings of a generated loop, as <c>PATH=VALUE</c>.</param>
    public static void Run(string loop, string plan, string folder, string[] settings)
    {
        var clock = Clock(plan);
        var loss = loop switch
        {
            Generated => RunGenerated(new ResNet20Distiller.Options(), ResNet20Distiller.Run, folder, settings, clock),
            KlGenerated => RunGenerated(new ResNet20KlDistiller.Options(), ResNet20KlDistiller.Run, folder, settings, clock),
            Alone => RunGenerated(new MimicResNet20Baseline.Options(), MimicResNet20Baseline.Run, folder, settings, clock),
            Stored or Live => RunGenerated(
                new MimicResNet20Distiller.Options { TeacherCacheEnabled = loop == Stored }, MimicResNet20Distiller.Run, folder, settings, clock),
            _ => HandWrittenLoop.Run(TeacherWeights(folder), clock, hasResponseOnly: loop == KlByHand),
        };
        Console.WriteLine(JsonSerializer.Serialize(clock.Result(loss)));
    }

    /// <summary>Writes the teacher's weights, which all processes read.</summary>
    public static void Prepare(string folder)
    {
        TorchSharp.torch.manual_seed(0);
        using var teacher = new ResNet56();
        ModelWeights.Save(teacher, TeacherWeights(folder));
    }

    /// <summary>The clock of a process that waits for its turns.</summary>
    public static StepClock Clock(string plan) => new(JsonSerializer.Deserialize<StepPlan>(plan)!, () =>
    {
        Console.WriteLine("waiting");
        Console.ReadLine();
    });

    /// <summary>Runs a generated loop.</summary>
    /// <returns>The mean of the total loss.</returns>
    public static double RunGenerated<TOptions>(TOptions options, Func<TOptions, RunResult> run, string folder, string[] settings, StepClock clock)
        where TOptions : RunOptions
    {
        SyntheticImages.Clock = clock;
        var output = Directory.CreateTempSubdirectory("kd-bench-student-").FullName;
        try
        {
            run((TOptions)settings.Select(setting => setting.Split('=')).Aggregate<string[], RunOptions>(options, (o, s) => o.With(s[0], s[1])) with
            {
                Output = output,
                Weights = new Dictionary<string, string> { [nameof(ResNet56)] = TeacherWeights(folder) },
                TeacherCaches = Path.Combine(output, "cache"),
                Device = "cpu",
                Reporter = new ClockedReporter(clock),
            });
            using var epoch = JsonDocument.Parse(File.ReadLines(Path.Combine(output, "metrics.jsonl")).First());
            return epoch.RootElement.GetProperty("losses").GetProperty("total").GetDouble();
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    /// <summary>The file of the teacher's weights.</summary>
    public static string TeacherWeights(string folder) => Path.Combine(folder, "teacher.safetensors");
}
