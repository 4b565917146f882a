namespace Kd.EndToEnd.Tests;

/// <summary>A copy of the sample that has been distilled once. Tests clone it, or leave it as it is.</summary>
public sealed class TrainedSample : IDisposable
{
    internal SampleProject Project { get; } = SampleProject.Fresh();

    internal BuildResult FirstBuild { get; }

    public TrainedSample() => FirstBuild = Project.Distill().Succeeded();

    public void Dispose() => Project.Dispose();
}

/// <summary>The tests that share the trained sample.</summary>
[CollectionDefinition(Name)]
public sealed class TrainedCollection : ICollectionFixture<TrainedSample>
{
    public const string Name = "trained";
}
