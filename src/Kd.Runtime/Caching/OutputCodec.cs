using Kd.Losses;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>How the output of a teacher at one place is stored: as which tensors, and what they become again.</summary>
internal abstract class OutputCodec
{
    /// <summary>The types and shapes of what is stored of one sample.</summary>
    public abstract IReadOnlyList<(ScalarType Type, long[] Shape)> Stored { get; }

    /// <summary>How far what is stored may be from what the teacher gives today, as a share of the largest number.</summary>
    public abstract double Tolerance { get; }

    /// <summary>Chooses the codec of a place.</summary>
    /// <param name="how">What was declared.</param>
    /// <param name="place">The place, for messages.</param>
    /// <param name="rowShape">The shape of what the teacher gives there for one sample.</param>
    /// <exception cref="KdException">No such thing can be stored (KD3043).</exception>
    public static OutputCodec For(TeacherCacheAttribute how, string place, long[] rowShape) => how.Format switch
    {
        CacheFormat.TopK when rowShape.Length == 0 || rowShape[^1] == 0 => throw new KdException(
            "KD3043", $"{place} is {Shapes.Text(rowShape)} for a sample, of which there are no largest classes: use another Format of [TeacherCache]."),
        CacheFormat.TopK => new TopKCodec(rowShape, how.TopK),
        CacheFormat.Float16 => new NumberCodec(place, rowShape, ScalarType.Float16),
        _ => new NumberCodec(place, rowShape, ScalarType.Float32),
    };

    /// <summary>Makes what is stored of outputs. To be called in a dispose scope.</summary>
    /// <param name="outputs">What the teacher gave: (B, ...), floating-point numbers, on any device.</param>
    /// <returns>Tensors as in <see cref="Stored"/>, (B, ...) each, on the CPU.</returns>
    /// <exception cref="KdException">A number is too large for the format (KD3043).</exception>
    public abstract Tensor[] Encode(Tensor outputs);

    /// <summary>Makes outputs, 32-bit numbers, of what is stored.</summary>
    /// <param name="stored">What was stored, where the outputs are wanted.</param>
    public abstract Tensor Decode(Tensor[] stored);

    /// <summary>How far what is stored is from what a teacher gives, as a share of the largest number; infinite for another shape or no number.</summary>
    /// <param name="stored">What was stored, on the CPU.</param>
    /// <param name="outputs">What the teacher gives, on the CPU.</param>
    public double Distance(Tensor[] stored, Tensor outputs)
    {
        var (found, given) = Comparable(stored, outputs.to_type(ScalarType.Float32));
        var scale = Math.Max(given.abs().max().ToDouble(), 1e-6);
        var distance = found.sub(given).abs().max().ToDouble() / scale;
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }

    /// <summary>What of the stored and of the given has to agree.</summary>
    protected virtual (Tensor Stored, Tensor Given) Comparable(Tensor[] stored, Tensor outputs) => (Decode(stored), outputs);

    /// <summary>Stores all numbers.</summary>
    private sealed class NumberCodec(string place, long[] rowShape, ScalarType type) : OutputCodec
    {
        private static readonly Scalar _largestHalf = 65504;

        public override IReadOnlyList<(ScalarType Type, long[] Shape)> Stored { get; } = [(type, rowShape)];

        public override double Tolerance => type == ScalarType.Float16 ? 4e-3 : 1e-3;

        public override Tensor[] Encode(Tensor outputs)
        {
            if (type == ScalarType.Float16 && outputs.isfinite().logical_and(outputs.abs().gt(_largestHalf)).any().ToBoolean())
            {
                throw new KdException("KD3043", $"{place} has numbers above 65504, the largest that Float16 can hold: use Format = CacheFormat.Float32.");
            }

            return [outputs.to(type, CPU).contiguous()];
        }

        public override Tensor Decode(Tensor[] stored) => stored[0].to_type(ScalarType.Float32);
    }
}
