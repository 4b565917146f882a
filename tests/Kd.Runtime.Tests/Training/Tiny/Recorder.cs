using Kd.Training;

namespace Kd.Tests.Training.Tiny;

/// <summary>Keeps what a run says.</summary>
internal sealed class Recorder : IRunReporter
{
    public List<string> Lines { get; } = [];

    /// <summary>What checks found.</summary>
    public List<string> Reports { get; } = [];

    public void Checked(string report) => Reports.Add(report);

    public void Progress(string text) => Lines.Add(text);

    public void Warning(string id, string text) => Lines.Add($"{id}: {text}");
}
