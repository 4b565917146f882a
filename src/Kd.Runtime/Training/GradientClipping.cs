using Kd.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// Shortens gradients whose norm, over all of them as one vector, is above a limit: as <c>torch.nn.utils.clip_grad_norm_</c> does, with the
/// factor min(1, limit / (norm + 1e-6)). The factor stays on the device, so that no step waits for it.
/// </summary>
/// <param name="parameters">The parameters of one optimizer, on the device they stay on.</param>
/// <param name="maxNorm">The limit, above 0.</param>
internal sealed class GradientClipping(IEnumerable<Parameter> parameters, double maxNorm)
{
    private static readonly Scalar _epsilon = 1e-6;
    private readonly Parameter[] _parameters = [.. parameters];
    private readonly Scalar _maxNorm = maxNorm;

    /// <summary>Shortens the gradients. To be called in a dispose scope.</summary>
    public void Clip()
    {
        using var noGradients = no_grad();
        Tensor[] gradients = [.. _parameters.Select(parameter => parameter.grad).OfType<Tensor>()];
        if (gradients.Length == 0)
        {
            return;
        }

        var norm = stack(Array.ConvertAll(gradients, gradient => gradient.norm())).norm();
        var factor = norm.add_(_epsilon).reciprocal_().mul_(_maxNorm).clamp_(max: Scalars.One);
        foreach (var gradient in gradients)
        {
            gradient.mul_(factor);
        }
    }
}
