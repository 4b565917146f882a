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
        var clock = Clock(plan);
        var loss = loop == Generated ? RunGenerated(folder, clock, ResNet20Distiller.Run, new ResNet20Distiller.Options()) : HandWrittenLoop.Run(TeacherWeights(folder), clock);
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
    public static double RunGenerated<TOptions>(string folder, StepClock clock, Func<TOptions, RunResult> run, TOptions options)
        where TOptions : RunOptions
    {
        SyntheticImages.Clock = clock;
        var output = Directory.CreateTempSubdirectory("kd-bench-student-").FullName;
        try
        {
            run((TOptions)(options with
            {
                Output = output,
                Weights = new Dictionary<string, string> { [nameof(ResNet56)] = TeacherWeights(folder) },
                Device = "cpu",
                Reporter = SilentReporter.Instance,
            }));
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
