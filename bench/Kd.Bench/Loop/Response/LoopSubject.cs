using System.Diagnostics;

namespace Kd.Bench.Loop;

/// <summary>A loop that takes part in a round, each time in a new process.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Start">How to start a process that does as <see cref="LoopWorker"/> does.</param>
/// <param name="Tuned">With the environment in which the <c>Distill</c> target trains.</param>
internal sealed record LoopSubject(string Name, Func<ProcessStartInfo> Start, bool Tuned = true)
{
    /// <summary>Measures all of them: they live at once and take turns, so that whatever else the machine does meets each of them.</summary>
    public static LoopResult[] Measure(IReadOnlyList<LoopSubject> subjects, StepPlan plan)
    {
        var processes = new List<LoopProcess>();
        try
        {
            foreach (var subject in subjects)
            {
                processes.Add(new(subject.Start(), subject.Tuned));
            }

            for (var block = 0; block < plan.Blocks; block++)
            {
                foreach (var process in block % 2 == 0 ? processes : processes.AsEnumerable().Reverse())
                {
                    process.RunBlock();
                }
            }

            return [.. processes.Select(process => process.End())];
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }
}
