namespace Kd.Training;

/// <summary>Hears how a run goes.</summary>
public interface IRunReporter
{
    /// <summary>Something a person would like to see while waiting.</summary>
    /// <param name="text">One line.</param>
    void Progress(string text);

    /// <summary>Something that is probably not meant.</summary>
    /// <param name="id">The id of its page, <c>KD2xxx</c>.</param>
    /// <param name="text">One line.</param>
    void Warning(string id, string text);

    /// <summary>What the run does next. Called before every step, so it has to be quick.</summary>
    /// <param name="phase">What it does.</param>
    /// <param name="epoch">The epoch, from 1; 0 outside of all.</param>
    /// <param name="step">The step within the epoch, from 0.</param>
    void Enter(RunPhase phase, int epoch = 0, int step = 0)
    {
    }

    /// <summary>How far the run has come. Told about twice a second.</summary>
    /// <param name="status">Where it is.</param>
    void Status(RunStatus status)
    {
    }

    /// <summary>What a check of a stage found.</summary>
    /// <param name="report">The report, JSON in one line.</param>
    void Checked(string report)
    {
    }
}
