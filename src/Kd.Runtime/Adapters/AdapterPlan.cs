namespace Kd.Adapters;

/// <summary>What an adapter consists of, as numbers: the run builds it, and the compiler tells of it.</summary>
/// <remarks>A negative number stands for one that is not known yet.</remarks>
internal sealed record AdapterPlan
{
    /// <summary>The feature passes unchanged.</summary>
    public static readonly AdapterPlan Identity = new();

    /// <summary>No adapter of the kind relates the shapes, whatever the numbers are that are not known.</summary>
    public static readonly AdapterPlan Impossible = new();

    /// <summary>It depends on numbers that are not known.</summary>
    public static readonly AdapterPlan Undecided = new();

    /// <summary>What stands before the layers, if anything does.</summary>
    public Rearrangement? Before { get; init; }

    /// <summary>What is learned, in order, and what belongs to it.</summary>
    public IReadOnlyList<PlannedLayer> Layers { get; init; } = [];

    /// <summary>What stands behind the layers.</summary>
    public Rearrangement? After { get; init; }

    /// <summary>Whether it can be built.</summary>
    public bool IsPossible => !ReferenceEquals(this, Impossible) && !ReferenceEquals(this, Undecided);

    /// <summary>Whether nothing has to be built.</summary>
    public bool IsIdentity => IsPossible && Before is null && Layers.Count == 0 && After is null;

    /// <summary>A plan of layers alone.</summary>
    public static AdapterPlan Of(params PlannedLayer[] layers) => new() { Layers = layers };

    /// <summary>The plan with further layers behind; what cannot be built stays so.</summary>
    public AdapterPlan Then(params PlannedLayer[] layers) => IsPossible ? this with { Layers = [.. Layers, .. layers] } : this;

    /// <summary>The plan between two rearrangements; what cannot be built stays so.</summary>
    public AdapterPlan Between(Rearrangement? before, Rearrangement? after) => IsPossible ? this with { Before = before, After = after } : this;
}

/// <summary>A layer of an adapter.</summary>
internal abstract record PlannedLayer;

/// <summary>A convolution over maps (B, C, H, W).</summary>
/// <param name="From">The channels that it takes.</param>
/// <param name="To">Those that it makes.</param>
/// <param name="KernelHeight">The height of its kernel.</param>
/// <param name="KernelWidth">The width.</param>
/// <param name="Stride">The stride of both dimensions.</param>
/// <param name="Padding">The padding of both.</param>
/// <param name="IsTransposed">Whether it is the transposed one, which makes maps larger.</param>
internal sealed record PlannedConvolution(
    long From, long To, long KernelHeight, long KernelWidth, long Stride = 1, long Padding = 0, bool IsTransposed = false) : PlannedLayer;

/// <summary>A linear layer over the last dimension.</summary>
internal sealed record PlannedLinear(long From, long To) : PlannedLayer;

/// <summary>Batch normalisation of maps.</summary>
internal sealed record PlannedNormalisation(long Channels) : PlannedLayer;

/// <summary>A ReLU.</summary>
internal sealed record PlannedRectifier : PlannedLayer;

/// <summary>What brings maps to a height and width, or sequences to a length.</summary>
/// <param name="Size">Height and width, or the length.</param>
/// <param name="Pools">Whether by adaptive average pooling; else by bilinear interpolation.</param>
internal sealed record PlannedResize(IReadOnlyList<long> Size, bool Pools) : PlannedLayer;

/// <summary>A change of form without anything to learn.</summary>
/// <param name="Form">What becomes what.</param>
/// <param name="Height">The height of the map that tokens become.</param>
/// <param name="Width">Its width.</param>
/// <param name="HasClassToken">Whether a token stands before those of the pixels.</param>
internal sealed record Rearrangement(RearrangedForm Form, long Height = 0, long Width = 0, bool HasClassToken = false);

/// <summary>What becomes what.</summary>
internal enum RearrangedForm
{
    /// <summary>(B, L, D) becomes (B, D, H, W).</summary>
    TokensToMap,

    /// <summary>(B, C, H, W) becomes (B, L, C).</summary>
    MapToTokens,

    /// <summary>(B, C, H, W) becomes (B, C), the mean of the pixels.</summary>
    MapToVector,

    /// <summary>(B, L, D) becomes (B, D), the mean of the tokens.</summary>
    TokensToVector,
}
