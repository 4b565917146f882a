namespace Kd.Generators.Shapes;

/// <summary>Tensors as several parts along one dimension.</summary>
internal static class Splitting
{
    /// <summary>The parts; none if their number is not known.</summary>
    /// <param name="method"><c>chunk</c>, <c>split</c> or <c>unbind</c>.</param>
    /// <param name="shape">The tensor.</param>
    /// <param name="dim">The dimension.</param>
    /// <param name="arguments">What the method is given.</param>
    /// <param name="sizes">The same, to read sizes from.</param>
    public static IReadOnlyList<Shape> Apply(string method, Shape shape, long? dim, Arguments arguments, Sizes sizes)
    {
        if (dim is not { } at || shape.IsOpen || shape.Index(at) is not { } index)
        {
            return [];
        }

        if (method == "split" && sizes.Values("size", "sizes", "split_size_or_sections") is { Count: > 1 } given)
        {
            return [.. given.Select(size => shape.With(index, size.Dim))];
        }

        if (shape.Dims[index].Value is not { } length || length > 1024)
        {
            return [];
        }

        var part = method switch
        {
            "chunk" => arguments["chunks"].Number is > 0 and { } chunks ? (length + chunks - 1) / chunks : null,
            "split" => sizes.Values("size", "sizes", "split_size_or_sections") is [{ Number: > 0 and { } size }] ? size : (long?)null,
            _ => 1,
        };
        if (part is not { } step)
        {
            return [];
        }

        var parts = new List<Shape>();
        for (var begin = 0L; begin < length; begin += step)
        {
            parts.Add(method == "unbind" ? shape.Without([index]) : shape.With(index, Math.Min(step, length - begin)));
        }

        return parts;
    }
}
