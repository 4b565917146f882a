using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>RKD: distances and angles between samples, weighted (Park, Kim, Lu, Cho, CVPR 2019).</summary>
public sealed class Rkd : Loss
{
    private readonly RkdDistance _distance;
    private readonly RkdAngle _angle;
    private readonly Scalar _distanceWeight;
    private readonly Scalar _angleWeight;

    /// <summary>Makes the loss.</summary>
    /// <param name="distanceWeight">The factor of the distances' term, at least 0.</param>
    /// <param name="angleWeight">The factor of the angles' term, at least 0.</param>
    /// <param name="normalize">Whether rows are divided by their norms first.</param>
    /// <param name="meanEpsilon">A constant added to the mean distance, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight or the constant is below 0.</exception>
    public Rkd(double distanceWeight = 1, double angleWeight = 2, bool normalize = false, double meanEpsilon = 0)
    {
        HyperParameter.AtLeast(distanceWeight, 0);
        HyperParameter.AtLeast(angleWeight, 0);
        _distance = new RkdDistance(normalize, meanEpsilon);
        _angle = new RkdAngle(normalize);
        (_distanceWeight, _angleWeight) = (distanceWeight, angleWeight);
    }

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Features (B, ...).</param>
    /// <param name="teacher">Features (B, ...); only B must agree.</param>
    /// <exception cref="ArgumentException">The numbers of samples differ, or a feature has one dimension.</exception>
    public Tensor Forward(Tensor student, Tensor teacher) =>
        _distance.Forward(student, teacher).mul(_distanceWeight).add(_angle.Forward(student, teacher), _angleWeight);
}
