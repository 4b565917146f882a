namespace Kd.EndToEnd.Tests;

/// <summary>A copy of the sample that has been distilled once. Tests clone it, or leave it as it is.</summary>
public sealed class TrainedSample : IDisposable
{
    private SampleProject? _built;

    internal SampleProject Project { get; } = SampleProject.Fresh();

    /// <summary>A copy of it that is built. Tests may add results to it, each with seeds of its own, but leave its code alone.</summary>
    internal SampleProject Built => _built ??= Build(Project.Clone());

    internal BuildResult FirstBuild { get; }

    public TrainedSample() => FirstBuild = Project.Distill().Succeeded();

    public void Dispose()
    {
        _built?.Dispose();
        Project.Dispose();
    }

    private static SampleProject Build(SampleProject project)
    {
        project.Build().Succeeded();
        return project;
    }
}

/// <summary>The tests that share the trained sample.</summary>
[CollectionDefinition(Name)]
public sealed class TrainedCollection : ICollectionFixture<TrainedSample>
{
    public const string Name = "trained";
}
