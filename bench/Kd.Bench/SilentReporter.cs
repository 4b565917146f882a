using Kd.Training;

namespace Kd.Bench;

/// <summary>Says nothing of progress.</summary>
internal sealed class SilentReporter : IRunReporter
{
    public static readonly SilentReporter Instance = new();

    public void Progress(string text)
    {
    }

    public void Warning(string id, string text) => Console.Error.WriteLine($"warning {id}: {text}");
}
