namespace Kd;

/// <summary>What a run does at a step whose loss is NaN or infinite.</summary>
public enum NonFinite
{
    /// <summary>It stops, with an error that names the term, the epoch and the step, and writes the step's batch to a file.</summary>
    Stop,

    /// <summary>
    /// It goes on as if the step had not been, and warns at the end of the epoch. On a GPU each step then waits for its loss.
    /// </summary>
    Skip,
}
