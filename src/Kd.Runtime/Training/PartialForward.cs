namespace Kd.Training;

/// <summary>
/// Runs a model as far as some taps need. The first time it runs to its end, to see that each tap catches something exactly once; from then on it
/// is left when all have.
/// </summary>
/// <param name="taps">The taps.</param>
internal sealed class PartialForward(Tap[] taps)
{
    private bool _mayEnd;

    /// <summary>Runs the model.</summary>
    /// <param name="forward">Runs it to its end.</param>
    public void Run(Action forward)
    {
        Array.ForEach(taps, tap => tap.Calls = 0);
        var depth = BlockScopes.Depth;
        try
        {
            forward();
        }
        catch (Ended ended) when (ended.By == this)
        {
            BlockScopes.CloseTo(depth);
            return;
        }

        _mayEnd = Array.TrueForAll(taps, tap => tap.Calls == 1);
    }

    /// <summary>Hears that a tap has caught something, and leaves the model if that was the last.</summary>
    public void OnCaught()
    {
        if (_mayEnd && Array.TrueForAll(taps, tap => tap.Calls == 1))
        {
            throw new Ended(this);
        }
    }

    /// <summary>Leaves the calls that the model is in; nothing has gone wrong.</summary>
    private sealed class Ended(PartialForward by) : Exception
    {
        public PartialForward By => by;
    }
}
