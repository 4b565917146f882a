using Kd.Training;

namespace Kd.Bench.Loop;

/// <summary>Tells a clock when a generated loop begins a step.</summary>
internal sealed class ClockedReporter(StepClock clock) : IRunReporter
{
    public void Enter(RunPhase phase, int epoch = 0, int step = 0)
    {
        if (phase == RunPhase.Training)
        {
            clock.Tick();
        }
    }

    public void Progress(string text)
    {
    }

    public void Warning(string id, string text) => SilentReporter.Instance.Warning(id, text);
}
