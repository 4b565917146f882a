namespace Kd.EndToEnd.Tests;

/// <summary>Tests of what goes wrong in a project that has results, which have to stay as they were.</summary>
public abstract class EarlierResults : IDisposable
{
    private readonly IReadOnlyDictionary<string, string> _earlier;

    private protected EarlierResults()
    {
        Project = TrainedSample.Project.Clone();
        _earlier = Project.Artifacts();
    }

    private protected SampleProject Project { get; }

    public void Dispose()
    {
        using (Project)
        {
            Assert.Equal(_earlier, Project.Artifacts());
        }

        GC.SuppressFinalize(this);
    }
}
