namespace Kd.Generators.Shapes;

/// <summary>What operations make of shapes. What does not fit gives an unknown shape: a run would stop there.</summary>
internal static class ShapeRules
{
    /// <summary>A linear layer over the last dimension.</summary>
    public static Shape Linear(Shape shape, Dim outputs) => shape switch
    {
        { Rank: > 0 } => shape.With(-1, outputs),
        { IsOpen: true } when shape.At(0).IsSamples => Shape.OfSamples,
        _ => Shape.Unknown,
    };

    /// <summary>Dimensions from one to another, as one.</summary>
    public static Shape Flatten(Shape shape, long? start, long? end)
    {
        if (start is not { } from || end is not { } to)
        {
            return Shape.Unknown;
        }

        if (shape.IsOpen)
        {
            // What is before the first is there for certain.
            return to == -1 && from >= 0 && from <= shape.Dims.Length + 1 ? Shape.Of(Enumerable.Range(0, (int)from).Select(i => shape.At(i)).Append(Dim.Unknown)) : Shape.Unknown;
        }

        return shape.Index(from) is { } first && shape.Index(to) is { } last && first <= last
            ? Shape.Of([.. shape.Dims.Take(first), Shape.Product(shape.Dims.Skip(first).Take(last - first + 1)), .. shape.Dims.Skip(last + 1)])
            : Shape.Unknown;
    }

    /// <summary>One dimension as several.</summary>
    public static Shape Unflatten(Shape shape, long? dim, IReadOnlyList<Dim>? sizes) =>
        dim is { } at && sizes is not null && !shape.IsOpen && shape.Index(at) is { } index
            ? Shape.Of([.. shape.Dims.Take(index), .. Completed(sizes, [shape.Dims[index]]), .. shape.Dims.Skip(index + 1)])
            : Shape.Unknown;

    /// <summary>A tensor in another shape.</summary>
    /// <param name="shape">The shape before.</param>
    /// <param name="sizes">The sizes, of which one may be -1; nothing if their number is not known.</param>
    public static Shape View(Shape shape, IReadOnlyList<Value>? sizes)
    {
        if (sizes is null)
        {
            return Shape.Unknown;
        }

        var dims = sizes.Select(s => s.Dim).ToList();
        var open = sizes.Select((s, i) => s.Number == -1 ? i : -1).Where(i => i >= 0).ToList();
        if (open.Count == 1)
        {
            dims[open[0]] = shape.IsOpen ? Dim.Unknown : Rest(shape.Dims, dims.Where((_, i) => i != open[0]));
        }

        return Shape.Of(dims);
    }

    private static IEnumerable<Dim> Completed(IReadOnlyList<Dim> sizes, IReadOnlyList<Dim> all) =>
        sizes.Count(s => s.IsUnknown) == 1 ? sizes.Select(s => s.IsUnknown ? Rest(all, sizes.Where(o => !o.IsUnknown)) : s) : sizes;

    /// <summary>What is left of a product when some factors are taken away.</summary>
    private static Dim Rest(IEnumerable<Dim> all, IEnumerable<Dim> taken)
    {
        var (whole, part) = (all.ToList(), taken.ToList());
        var samples = whole.Count(d => d.IsSamples) - part.Count(d => d.IsSamples);
        var (numerator, denominator) = (Shape.Product(whole.Where(d => !d.IsSamples)).Value, Shape.Product(part.Where(d => !d.IsSamples)).Value);
        return numerator is not { } n || denominator is not { } d || n % d != 0 ? Dim.Unknown
            : samples == 0 ? n / d
            : samples == 1 && n == d ? Dim.Samples
            : Dim.Unknown;
    }

    /// <summary>The channels of a map as its pixels.</summary>
    public static Shape PixelShuffle(Shape shape, long? factor) => shape.Rank == 4 && factor is > 0 and { } by
        ? Shape.Of(shape.At(0), Dim.Of(shape.At(1).Value / (by * by)), Dim.Of(shape.At(2).Value * by), Dim.Of(shape.At(3).Value * by))
        : Shape.Unknown;

    /// <summary>More at the ends of the last dimensions, from the last to the first.</summary>
    public static Shape Pad(Shape shape, IReadOnlyList<Value>? padding)
    {
        if (padding is null || padding.Count % 2 != 0 || shape.Rank is not { } rank || padding.Count / 2 > rank)
        {
            return shape.IsOpen ? Shape.Open(shape.At(0)) : Shape.Unknown;
        }

        for (var i = 0; i < padding.Count / 2; i++)
        {
            shape = shape.With(rank - 1 - i, Dim.Of(shape.At(rank - 1 - i).Value + padding[2 * i].Number + padding[2 * i + 1].Number));
        }

        return shape;
    }

    /// <summary>Half of one dimension.</summary>
    public static Shape Halve(Shape shape, long? dim) => dim is { } at && shape.Index(at) is not null ? shape.With(at, Dim.Of(shape.At(at).Value / 2)) : Shape.Unknown;

    /// <summary>A reduction over dimensions; over all if there are none.</summary>
    public static Shape Reduce(Shape shape, IReadOnlyList<Value>? dims, bool? keeps)
    {
        if (dims is null || keeps is not { } isKept || dims.Any(d => d.Number is null))
        {
            return Shape.Unknown;
        }

        var numbers = dims.Select(d => d.Number!.Value).ToList();
        if (shape.IsOpen)
        {
            return numbers.TrueForAll(n => n >= 1) && shape.At(0).IsSamples ? Shape.OfSamples : Shape.Unknown;
        }

        var indices = numbers.Select(n => shape.Index(n)).ToList();
        return indices.Contains(null) ? Shape.Unknown
            : isKept ? Shape.Of(shape.Dims.Select((d, i) => indices.Contains(i) ? 1 : d))
            : shape.Without([.. indices.Select(i => i!.Value)]);
    }

    /// <summary>Dimensions in another order.</summary>
    public static Shape Permute(Shape shape, IReadOnlyList<Value>? order)
    {
        var indices = order?.Select(o => o.Number is { } number ? shape.Index(number) : null).ToList();
        return indices is null || indices.Contains(null) || indices.Count != shape.Rank || indices.Distinct().Count() != indices.Count
            ? Shape.Unknown
            : Shape.Of(indices.Select(i => shape.Dims[i!.Value]));
    }

    /// <summary>Two dimensions changed for each other.</summary>
    public static Shape Transpose(Shape shape, long? one, long? other) =>
        one is { } a && other is { } b && shape is { IsOpen: false } && shape.Index(a) is not null && shape.Index(b) is not null
            ? shape.With(a, shape.At(b)).With(b, shape.At(a))
            : Shape.Unknown;

    /// <summary>Tensors behind each other.</summary>
    public static Shape Concatenate(IReadOnlyList<Shape> shapes, long? dim)
    {
        if (dim is not { } at || shapes.Count == 0 || shapes.Any(s => s.Rank is null || s.Rank != shapes[0].Rank) || shapes[0].Index(at) is not { } index)
        {
            return Shape.Unknown;
        }

        return Shape.Of(Enumerable.Range(0, shapes[0].Rank!.Value).Select(i =>
        {
            var all = shapes.Select(s => s.At(i)).ToList();
            return i != index ? all.Aggregate((a, b) => a.Or(b))
                : all.TrueForAll(d => d.Value is not null) ? all.Sum(d => d.Value!.Value)
                : Dim.Unknown;
        }));
    }

    /// <summary>Tensors beside each other in a new dimension.</summary>
    public static Shape Stack(IReadOnlyList<Shape> shapes, long? dim) =>
        shapes.Count > 0 && shapes.All(s => s.Rank is not null && s.Rank == shapes[0].Rank)
            ? Insert(shapes.Aggregate((a, b) => Shape.Of(a.Dims.Zip(b.Dims, (x, y) => x.Or(y)))), dim, shapes.Count)
            : Shape.Unknown;

    /// <summary>A further dimension.</summary>
    public static Shape Insert(Shape shape, long? dim, Dim size)
    {
        var index = dim < 0 ? dim + shape.Rank + 1 : dim;
        return index is >= 0 && shape.Rank is { } rank && index <= rank ? Shape.Of(shape.Dims.Insert((int)index, size)) : Shape.Unknown;
    }

    /// <summary>Without a dimension if it has the size 1.</summary>
    public static Shape Squeeze(Shape shape, long? dim) =>
        dim is { } at && shape is { IsOpen: false } && shape.Index(at) is { } index && shape.Dims[index].Value is { } size ? (size == 1 ? shape.Without([index]) : shape) : Shape.Unknown;

    /// <summary>Without a dimension, from which one index is taken.</summary>
    public static Shape Select(Shape shape, long? dim) => dim is { } at && shape is { IsOpen: false } && shape.Index(at) is { } index ? shape.Without([index]) : Shape.Unknown;

    /// <summary>The length of a part of a dimension.</summary>
    public static Dim Slice(Dim length, Value start, Value stop, Value step)
    {
        if (start is Constant { Content: null } && stop is Constant { Content: null } && step is Constant { Content: null or 1L })
        {
            return length;
        }

        var all = length.Value;
        long? from = start is Constant { Content: null } ? 0 : start.Number < 0 ? all + start.Number : start.Number;
        long? to = stop is Constant { Content: null } ? all : stop.Number < 0 ? all + stop.Number : all is { } size && stop.Number is { } s ? Math.Min(size, s) : null;
        long? by = step is Constant { Content: null } ? 1 : step.Number;
        return by > 0 ? Dim.Of((to - from + by - 1) / by) : Dim.Unknown;
    }

    /// <summary>A product of matrices, with whatever is before their two dimensions.</summary>
    public static Shape Multiply(Shape one, Shape other) =>
        one.Rank is >= 2 and { } rank && rank == other.Rank
            ? Shape.Of([.. one.Dims.Take(rank - 2).Zip(other.Dims, (a, b) => a == 1 ? b : a.Or(b)), one.At(-2), other.At(-1)])
            : one.Rank > 2 && other.Rank == 2 ? one.With(-1, other.At(-1))
            : Shape.Unknown;

    /// <summary>An operation between the elements of two tensors, of which dimensions of size 1 are stretched.</summary>
    public static Shape Broadcast(Shape one, Shape other)
    {
        if (one.Rank is not { } rank || other.Rank is not { } otherRank)
        {
            return Shape.Unknown;
        }

        var size = Math.Max(rank, otherRank);
        return Shape.Of(Enumerable.Range(0, size).Select(i => Broadcast(
            i < size - rank ? 1 : one.At(i - (size - rank)),
            i < size - otherRank ? 1 : other.At(i - (size - otherRank)))));
    }

    private static Dim Broadcast(Dim one, Dim other) => one == other || other == 1 ? one
        : one == 1 ? other
        : one.Contradicts(other) || (one.IsSamples && other.Value is not null) || (other.IsSamples && one.Value is not null) ? Dim.Unknown
        : one.Or(other);
}
