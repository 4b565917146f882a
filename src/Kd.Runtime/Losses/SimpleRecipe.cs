using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>SRD: log of the sum of |s - t|^a over batch-normalized features (Miles, Mikolajczyk, AAAI 2024).</summary>
[AgreesOn(Agreement.Shape)]
public sealed class SimpleRecipe : Loss
{
    private static readonly Scalar _smallest = 1e-30;
    private static readonly Scalar _epsilon = 1e-5;
    private readonly Scalar _exponent;
    private readonly bool _normalize;

    /// <summary>Makes the loss.</summary>
    /// <param name="exponent">The exponent of a difference, at least 1.</param>
    /// <param name="normalize">Whether each channel is normalized over the batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is below 1.</exception>
    public SimpleRecipe(double exponent = 4, bool normalize = true)
    {
        _exponent = Scalars.Of(HyperParameter.AtLeast(exponent, 1));
        _normalize = normalize;
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The student's feature (B, C, ...), after its adapter.</param>
    /// <param name="teacher">The teacher's feature, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or have one dimension.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        Shapes.RequireEqual(student, teacher, "SimpleRecipe", "Give the attribute an Adapter that relates them, such as AdapterKind.Linear.");
        if (student.dim() < 2)
        {
            throw new ArgumentException($"SimpleRecipe takes features (B, C, ...), but got {Shapes.Text(student)}.", nameof(student));
        }

        var difference = Normalized(student).add(Normalized(teacher), Scalars.MinusOne).abs();
        return difference.pow(_exponent).sum().clamp_min(_smallest).log();
    }

    private Tensor Normalized(Tensor feature)
    {
        if (!_normalize)
        {
            return feature;
        }

        long[] others = [0, .. Enumerable.Range(2, (int)feature.dim() - 2).Select(d => (long)d)];
        var centered = feature.add(feature.mean(others, keepdim: true), Scalars.MinusOne);
        return centered.mul(centered.square().mean(others, keepdim: true).add(_epsilon, Scalars.One).rsqrt());
    }
}
