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

    /// <summary>Runs a loop to its end.</summary>
    /// <param name="loop"><see cref="Generated"/> or <see cref="ByHand"/>.</param>
    /// <param name="plan">A <see cref="StepPlan"/>, as JSON.</param>
    /// <param name="folder">Where the teacher's weights are.</param>
    public static void Run(string loop, string plan, string folder)
    {
        var clock = new StepClock(JsonSerializer.Deserialize<StepPlan>(plan)!, () =>
        {
            Console.WriteLine("waiting");
            Console.ReadLine();
        });
        var loss = loop == Generated ? RunGenerated(folder, clock) : HandWrittenLoop.Run(TeacherWeights(folder), clock);
        Console.WriteLine(JsonSerializer.Serialize(clock.Result(loss)));
    }

    /// <summary>Writes the teacher's weights, which all processes read.</summary>
    public static void Prepare(string folder)
    {
        TorchSharp.torch.manual_seed(0);
        using var teacher = new ResNet56();
        ModelWeights.Save(teacher, TeacherWeights(folder));
    }

    private static double RunGenerated(string folder, StepClock clock)
    {
        SyntheticImages.Clock = clock;
        var output = Directory.CreateTempSubdirectory("kd-bench-student-").FullName;
        try
        {
            ResNet20Distiller.Run(new()
            {
                Output = output,
                Weights = new Dictionary<string, string> { [nameof(ResNet56)] = TeacherWeights(folder) },
                Device = "cpu",
                Reporter = SilentReporter.Instance,
            });
            using var epoch = JsonDocument.Parse(File.ReadLines(Path.Combine(output, "metrics.jsonl")).First());
            return epoch.RootElement.GetProperty("losses").GetProperty("total").GetDouble();
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static string TeacherWeights(string folder) => Path.Combine(folder, "teacher.safetensors");
}
