using System.Collections.Immutable;

namespace Kd.Generators.Shapes;

/// <summary>A tensor's shape as far as it is known: its dimensions, or the first of them.</summary>
internal sealed class Shape : IEquatable<Shape>
{
    /// <summary>A tensor of which nothing is known.</summary>
    public static readonly Shape Unknown = Open();

    /// <summary>A tensor with samples first.</summary>
    public static readonly Shape OfSamples = Open(Dim.Samples);

    private Shape(ImmutableArray<Dim> dims, bool isOpen) => (Dims, IsOpen) = (dims, isOpen);

    /// <summary>The dimensions that are there for certain.</summary>
    public ImmutableArray<Dim> Dims { get; }

    /// <summary>Whether there may be more behind.</summary>
    public bool IsOpen { get; }

    /// <summary>How many dimensions there are, if that is known.</summary>
    public int? Rank => IsOpen ? null : Dims.Length;

    /// <summary>Whether all is known but for the number of samples.</summary>
    public bool IsComplete => !IsOpen && Dims.All(d => !d.IsUnknown);

    public static Shape Of(params Dim[] dims) => new(ImmutableArray.Create(dims), isOpen: false);

    public static Shape Of(IEnumerable<Dim> dims) => new(dims.ToImmutableArray(), isOpen: false);

    public static Shape Open(params Dim[] dims) => new(ImmutableArray.Create(dims), isOpen: true);

    /// <summary>A dimension, from the end if the index is negative; unknown if it is not known that there is one.</summary>
    public Dim At(long index) => Index(index) is { } i && i < Dims.Length ? Dims[i] : Dim.Unknown;

    /// <summary>The index from the beginning, if that is known.</summary>
    public int? Index(long index) => index >= 0 && (IsOpen || index < Dims.Length) ? (int)index
        : index < 0 && !IsOpen && index + Dims.Length >= 0 ? (int)(index + Dims.Length)
        : null;

    /// <summary>The shape with one dimension changed.</summary>
    public Shape With(long index, Dim dim) => Index(index) switch
    {
        { } i when i < Dims.Length => new(Dims.SetItem(i, dim), IsOpen),
        _ => IsOpen && index < 0 ? Unknown : this,
    };

    /// <summary>The shape without the dimensions at some indices; what is behind an unknown place is not known.</summary>
    public Shape Without(IReadOnlyCollection<int> indices) =>
        new(Dims.Where((_, i) => !indices.Contains(i)).ToImmutableArray(), IsOpen);

    /// <summary>What holds for both.</summary>
    public Shape Join(Shape other)
    {
        if (Rank is { } rank && rank == other.Rank)
        {
            return Of(Dims.Zip(other.Dims, (a, b) => a.Join(b)));
        }

        var common = Dims.Zip(other.Dims, (a, b) => a.Join(b)).Reverse().SkipWhile(d => d.IsUnknown).Reverse();
        return new(common.ToImmutableArray(), isOpen: true);
    }

    /// <summary>The product of dimensions; unknown if one is, or if it depends on the number of samples.</summary>
    public static Dim Product(IEnumerable<Dim> dims)
    {
        var (product, samples) = (1L, 0);
        foreach (var dim in dims)
        {
            if (dim.IsUnknown || product > int.MaxValue)
            {
                return Dim.Unknown;
            }

            (product, samples) = dim.IsSamples ? (product, samples + 1) : (product * dim.Value!.Value, samples);
        }

        return samples == 0 ? product : samples == 1 && product == 1 ? Dim.Samples : Dim.Unknown;
    }

    public bool Equals(Shape? other) => other is not null && IsOpen == other.IsOpen && Dims.SequenceEqual(other.Dims);

    public override bool Equals(object? obj) => Equals(obj as Shape);

    public override int GetHashCode() => Dims.Length;

    /// <summary>As a person writes it: (B, 64, ?, ?).</summary>
    public override string ToString() => $"({string.Join(", ", Dims.Select(d => d.ToString()).Concat(IsOpen ? ["..."] : Enumerable.Empty<string>()))})";
}
