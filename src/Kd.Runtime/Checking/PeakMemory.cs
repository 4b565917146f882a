namespace Kd.Checking;

/// <summary>The most that a step holds in tensors, at the moments at which it is looked at.</summary>
internal sealed class PeakMemory
{
    private long? _before;

    /// <summary>The most bytes since the step began; nothing where that is not known.</summary>
    public long? Bytes { get; private set; }

    public void BeginStep()
    {
        // What the garbage collector frees within the step of what was before would be missing in the step's own.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        (_before, Bytes) = (NativeMemory.InUse(), null);
    }

    public void Look()
    {
        if (NativeMemory.InUse() - _before is { } bytes)
        {
            Bytes = Math.Max(Bytes ?? 0, bytes);
        }
    }
}
