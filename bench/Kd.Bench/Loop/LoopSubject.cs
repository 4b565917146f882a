using System.Diagnostics;
using System.Text.Json;

namespace Kd.Bench.Loop;

/// <summary>A loop that is measured, each time in a new process.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Start">How to start a process that does as <see cref="LoopWorker"/> does, with so many steps and in a folder with the teacher's weights.</param>
internal sealed record LoopSubject(string Name, Func<StepPlan, string, ProcessStartInfo> Start)
{
    /// <summary>Whether it has the environment in which the <c>Distill</c> target trains, or that of the process that measures.</summary>
    public bool IsTuned { get; init; } = true;

    /// <summary>One of <see cref="LoopWorker"/>'s loops.</summary>
    /// <param name="name">What it is called in the table.</param>
    /// <param name="loop">Which it is.</param>
    /// <param name="settings">The settings of a generated one that differ from the declared ones, as <c>PATH=VALUE</c>.</param>
    public static LoopSubject Of(string name, string loop, params string[] settings) =>
        new(name, (plan, folder) => ThisProgram.With([LoopWorker.Verb, loop, JsonSerializer.Serialize(plan), folder, .. settings]));
}
