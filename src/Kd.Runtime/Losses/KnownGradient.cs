using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Losses whose gradient is computed by hand, where autograd would keep too much.</summary>
internal static class KnownGradient
{
    /// <summary>A scalar of the given value whose gradient with respect to the input is the given one.</summary>
    /// <param name="value">The value, a scalar without gradients.</param>
    /// <param name="input">The input.</param>
    /// <param name="gradient">The gradient, of the input's shape, but for the factor.</param>
    /// <param name="factor">What the gradient is multiplied by.</param>
    public static Tensor Attach(Tensor value, Tensor input, Tensor gradient, double factor = 1)
    {
        // A function of autograd's own would call back into managed code, where an exception ends the process. As a product of matrices, the
        // sum needs no tensor of the input's size.
        var term = input.reshape(1, -1).mm(gradient.reshape(-1, 1)).sum().mul(Scalars.Of(factor));
        return term.add(term.detach(), Scalars.MinusOne).add(value, Scalars.One);
    }
}
