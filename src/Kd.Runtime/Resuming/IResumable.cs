namespace Kd.Resuming;

/// <summary>
/// Something that changes while a run goes on, so that a checkpoint has to hold it. A model, a loss or an optimizer of your own implements it
/// for what it remembers beside parameters, buffers and zero state: a count, a mean that is kept in a plain number.
/// </summary>
/// <example>
/// <code>
/// public void Visit(RunState state) => _seen = state.Number("seen", _seen);
/// </code>
/// </example>
public interface IResumable
{
    /// <summary>Shows all that changes. One method stores and restores, so that the two cannot differ.</summary>
    /// <param name="state">Takes what it is shown, or changes it to what a checkpoint holds.</param>
    void Visit(RunState state);
}
