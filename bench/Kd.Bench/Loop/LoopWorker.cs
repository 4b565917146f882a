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
    public const string Alone = "alone";
    public const string Stored = "stored";
    public const string Live = "live";

    /// <summary>Runs a loop to its end.</summary>
    /// <param name="loop">One of the names above.</param>
    /// <param name="plan">A <see cref="StepPlan"/>, as JSON.</param>
    /// <param name="folder">Where the teacher's weights are.</param>
    public static void Run(string loop, string plan, string folder)
    {
        var clock = new StepClock(JsonSerializer.Deserialize<StepPlan>(plan)!, () =>
        {
            Console.WriteLine("waiting");
            Console.ReadLine();
        });
        var loss = loop == ByHand ? HandWrittenLoop.Run(TeacherWeights(folder), clock) : RunGenerated(loop, folder, clock);
        Console.WriteLine(JsonSerializer.Serialize(clock.Result(loss)));
    }

    /// <summary>Writes the teacher's weights, which all processes read.</summary>
    public static void Prepare(string folder)
    {
        TorchSharp.torch.manual_seed(0);
        using var teacher = new ResNet56();
        ModelWeights.Save(teacher, TeacherWeights(folder));
    }

    private static double RunGenerated(string loop, string folder, StepClock clock)
    {
        SyntheticImages.Clock = clock;
        var output = Directory.CreateTempSubdirectory("kd-bench-student-").FullName;
        try
        {
            switch (loop)
            {
                case Generated:
                    ResNet20Distiller.Run(At(new ResNet20Distiller.Options()));
                    break;
                case Alone:
                    MimicResNet20Baseline.Run(At(new MimicResNet20Baseline.Options()));
                    break;
                default:
                    MimicResNet20Distiller.Run(At(new MimicResNet20Distiller.Options { TeacherCacheEnabled = loop == Stored }));
                    break;
            }

            using var epoch = JsonDocument.Parse(File.ReadLines(Path.Combine(output, "metrics.jsonl")).First());
            return epoch.RootElement.GetProperty("losses").GetProperty("total").GetDouble();
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }

        TOptions At<TOptions>(TOptions options)
            where TOptions : RunOptions => (TOptions)(options with
            {
                Output = output,
                Weights = new Dictionary<string, string> { [nameof(ResNet56)] = TeacherWeights(folder) },
                TeacherCaches = Path.Combine(output, "cache"),
                Device = "cpu",
                Reporter = new ClockedReporter(clock),
            });
    }

    private static string TeacherWeights(string folder) => Path.Combine(folder, "teacher.safetensors");
}
