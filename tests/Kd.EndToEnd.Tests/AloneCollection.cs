namespace Kd.EndToEnd.Tests;

/// <summary>Tests that say how soon something ends: no other test of this project is run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
