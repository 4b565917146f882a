namespace Kd.Tasks.Planning;

/// <summary>What a run is planned from: the build's results and the user's properties, unchecked.</summary>
internal sealed record PlanInput
{
    public required string Assembly { get; init; }

    public required string ProjectFolder { get; init; }

    public IReadOnlyList<string> ProjectReferences { get; init; } = [];

    public IReadOnlyList<string> VersionedAssemblies { get; init; } = [];

    public IReadOnlyList<string> Data { get; init; } = [];

    public string? DataPath { get; init; }

    public string? Students { get; init; }

    public bool Baselines { get; init; }

    public string? Epochs { get; init; }

    public string? Seed { get; init; }

    public string? Set { get; init; }

    public string? Device { get; init; }

    public LibTorchFolder? LibTorch { get; init; }

    public string Threads { get; init; } = "1";
}
