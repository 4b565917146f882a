namespace Kd.Bench.Loop;

/// <summary>A loop that is measured.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Loop">Which of <see cref="LoopWorker"/>'s loops it is.</param>
/// <param name="Settings">The settings of a generated one that differ from the declared ones, as <c>PATH=VALUE</c>.</param>
internal sealed record LoopSubject(string Name, string Loop, params string[] Settings)
{
    /// <summary>Whether it has the environment in which the <c>Distill</c> target trains, or that of the process that measures.</summary>
    public bool IsTuned { get; init; } = true;
}
