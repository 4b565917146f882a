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
    public const string ResponseByHand = "response-by-hand";
    public const string Response = "response";
    public const string Releasing = "releasing";
    public const string Bare = "bare";
    public const string Alone = "alone";
    public const string Mimic = "mimic";

    /// <summary>Runs a loop to its end.</summary>
    /// <param name="loop">One of the names above.</param>
    /// <param name="plan">A <see cref="StepPlan"/>, as JSON.</param>
    /// <param name="folder">Where the teacher's weights are.</param>
    /// <param name="settings">Settings of a generated loop, as <c>PATH=VALUE</c>.</param>
    public static void Run(string loop, string plan, string folder, string[] settings)
    {
        var clock = Clock(plan);
        ResNet.ReleasesIntermediates = loop is Releasing or Bare;
        var loss = loop switch
        {
            ByHand or ResponseByHand => HandWrittenLoop.Run(TeacherWeights(folder), clock, hasFeatures: loop == ByHand),
            Bare => BareLoop.Run(TeacherWeights(folder), clock),
            Generated => RunGenerated(new ResNet20Distiller.Options(), ResNet20Distiller.Run, folder, settings, clock),
            Alone => RunGenerated(new MimicResNet20Baseline.Options(), MimicResNet20Baseline.Run, folder, settings, clock),
            Mimic => RunGenerated(new MimicResNet20Distiller.Options(), MimicResNet20Distiller.Run, folder, settings, clock),
            _ => RunGenerated(new ResponseResNet20Distiller.Options(), ResponseResNet20Distiller.Run, folder, settings, clock),
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

    private static StepClock Clock(string plan) => new(JsonSerializer.Deserialize<StepPlan>(plan)!, () =>
    {
        Console.WriteLine("waiting");
        Console.ReadLine();
    });

    private static double RunGenerated<TOptions>(TOptions options, Func<TOptions, RunResult> run, string folder, string[] settings, StepClock clock)
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

    private static string TeacherWeights(string folder) => Path.Combine(folder, "teacher.safetensors");
}
