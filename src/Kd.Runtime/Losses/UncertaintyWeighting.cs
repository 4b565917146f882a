using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Weighs terms by learned uncertainties: sum over terms of 1/2 exp(-s_i) L_i + 1/2 s_i (Kendall, Gal, Cipolla, CVPR 2018).
/// </summary>
public sealed class UncertaintyWeighting : nn.Module
{
    private static readonly Scalar _half = 0.5;
    private readonly Parameter _logVariance;

    /// <summary>Makes the weighting, with all variances 1.</summary>
    /// <param name="terms">How many terms there are, at least 1.</param>
    public UncertaintyWeighting(int terms)
        : base("uncertaintyWeighting")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(terms, 1);
        _logVariance = new(zeros(terms, device: CPU));
        RegisterComponents();
    }

    /// <summary>Adds the terms up.</summary>
    /// <param name="terms">As many scalars as it was made for.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public Tensor Forward(params Tensor[] terms)
    {
        if (terms.Length != _logVariance.size(0))
        {
            throw new ArgumentException($"The weighting was made for {_logVariance.size(0)} terms, but got {terms.Length}.", nameof(terms));
        }

        return stack(terms).mul(_logVariance.neg().exp()).add(_logVariance, Scalars.One).sum().mul(_half);
    }
}
