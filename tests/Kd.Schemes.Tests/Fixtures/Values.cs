using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>The numbers of a tensor, and whether it gets gradients.</summary>
internal sealed record Values(double[] Numbers, long[] Shape, bool HasGradient)
{
    public static Values[] Of(Tensor[] tensors) => [.. tensors.Select(Of)];

    public static Values Of(Tensor tensor)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        return new(tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray(), tensor.shape, tensor.requires_grad);
    }

    /// <summary>The largest difference to other numbers; infinite if there are not as many.</summary>
    public double DistanceTo(Values other) =>
        Numbers.Length == other.Numbers.Length ? Numbers.Zip(other.Numbers, (a, b) => Math.Abs(a - b)).Append(0).Max() : double.PositiveInfinity;

    public double DistanceTo(Tensor other) => DistanceTo(Of(other));
}
