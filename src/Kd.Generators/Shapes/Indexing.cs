using System.Collections.Immutable;

namespace Kd.Generators.Shapes;

/// <summary>What indices in brackets pick from a tensor.</summary>
internal static class Indexing
{
    public static Shape Pick(Shape shape, IReadOnlyList<Value> indices)
    {
        if (shape.Rank is not { } rank)
        {
            return Shape.Unknown;
        }

        var picked = ImmutableArray.CreateBuilder<Dim>();
        var next = 0;
        for (var position = 0; position < indices.Count; position++)
        {
            switch (indices[position])
            {
                case SpecialIndex { IsNew: true }:
                    picked.Add(1);
                    break;
                case SpecialIndex:
                    // All but those that the indices behind it name.
                    for (var behind = indices.Skip(position + 1).Count(i => i is not SpecialIndex); next < rank - behind; next++)
                    {
                        picked.Add(shape.At(next));
                    }

                    break;
                case SliceValue slice when next < rank:
                    picked.Add(ShapeRules.Slice(shape.At(next++), slice.Start, slice.Stop, slice.Step));
                    break;
                case Constant { Content: long } when next < rank:
                    next++;
                    break;
                default:
                    return Shape.Unknown;
            }
        }

        picked.AddRange(shape.Dims.Skip(next));
        return Shape.Of(picked);
    }
}
