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
}
