namespace Kd.Training;

/// <summary>Writes to the console: what a run does when it is started from a <c>Main</c>.</summary>
internal sealed class ConsoleReporter : IRunReporter
{
    public static readonly ConsoleReporter Instance = new();

    public void Progress(string text) => Console.WriteLine(text);

    public void Warning(string id, string text) => Console.Error.WriteLine($"warning {id}: {text}");
}
