using Kd.Training;

namespace Kd.GeneratedCode.Tests;

/// <summary>Hears of progress and allows no warning.</summary>
internal sealed class Quiet : IRunReporter
{
    public void Progress(string text)
    {
    }

    public void Warning(string id, string text) => Assert.Fail($"{id}: {text}");
}
