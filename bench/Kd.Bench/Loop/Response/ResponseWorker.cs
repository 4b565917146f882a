using System.Text.Json;
using Kd.Training;

namespace Kd.Bench.Loop;

/// <summary>What a process of a loop with <see cref="ResponseResNet20"/> does; see <see cref="LoopWorker"/>.</summary>
internal static class ResponseWorker
{
    public const string Verb = "response-worker";
    public const string Bare = "bare";
    public const string Generated = "generated";
    public const string Releasing = "releasing";

    /// <summary>Runs a loop to its end.</summary>
    /// <param name="loop">One of the names above.</param>
    /// <param name="plan">A <see cref="StepPlan"/>, as JSON.</param>
    /// <param name="folder">Where the teacher's weights are.</param>
    public static void Run(string loop, string plan, string folder)
    {
        var clock = LoopWorker.Clock(plan);
        ResNet.ReleasesIntermediates = loop != Generated;
        var loss = loop == Bare ? BareLoop.Run(LoopWorker.TeacherWeights(folder), clock) : RunGenerated(folder, clock);
        Console.WriteLine(JsonSerializer.Serialize(clock.Result(loss)));
    }

    private static double RunGenerated(string folder, StepClock clock) => LoopWorker.RunGenerated(new ResponseResNet20Distiller.Options(), ResponseResNet20Distiller.Run, folder, [], clock);
}
