using Kd.Training;

namespace Kd.Tests.Training.Tiny;

/// <summary>Keeps what a run says.</summary>
internal sealed class Recorder : IRunReporter
{
    public List<string> Lines { get; } = [];

    /// <summary>What checks found.</summary>
    public List<string> Reports { get; } = [];

    /// <summary>Where runs said they were.</summary>
    public List<RunStatus> Statuses { get; } = [];

    public void Status(RunStatus status) => Statuses.Add(status);

    public void Checked(string report) => Reports.Add(report);

    public void Progress(string text) => Lines.Add(text);

    public void Warning(string id, string text) => Lines.Add($"{id}: {text}");
}
