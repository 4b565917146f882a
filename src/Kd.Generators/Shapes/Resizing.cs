namespace Kd.Generators.Shapes;

/// <summary>What brings the last dimensions of a tensor to sizes, or makes them larger by factors.</summary>
/// <param name="To">The sizes, if they are given; with nothing in it if they are not known.</param>
/// <param name="By">The factors, if they are given.</param>
internal sealed record Resizing(IReadOnlyList<Dim>? To, IReadOnlyList<Value>? By)
{
    public static Resizing Of(Sizes sizes) => new(
        sizes.Arguments["size", "outputSizes"] is Constant { Content: null } ? null : sizes.ReadAll("size", "outputSizes") ?? [],
        sizes.Values("scale_factor", "scaleFactors"));

    public Shape Apply(Shape shape)
    {
        if (shape.Rank is not { } rank || rank < 3)
        {
            return shape.IsOpen ? Shape.Open(shape.At(0)) : Shape.Unknown;
        }

        var spatial = rank - 2;
        return Shape.Of(shape.Dims.Select((dim, i) => i < 2 ? dim
            : To is not null ? (To.Count == spatial ? To[i - 2] : To.Count == 1 ? To[0] : Dim.Unknown)
            : By is { } by && (by.Count == spatial ? by[i - 2] : by.Count == 1 ? by[0] : null) is Constant { Content: double factor } && dim.Value is { } length ? Dim.Of((long)Math.Floor(length * factor))
            : Dim.Unknown));
    }
}
