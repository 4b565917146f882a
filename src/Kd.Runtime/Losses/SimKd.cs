using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// SimKD: the mean over all elements of (p(s) - t)^2, p a learned projector of three convolutions before the teacher's classifier
/// (Chen et al., CVPR 2022).
/// </summary>
[AgreesOn(Agreement.Samples)]
public sealed class SimKd : Loss
{
    private readonly long[] _studentShape;
    private readonly long[] _teacherShape;
    private readonly nn.Module<Tensor, Tensor> _projector;

    /// <summary>Makes the loss with its projector.</summary>
    /// <param name="studentShape">The shape of the student's last map, samples first.</param>
    /// <param name="teacherShape">The shape of the teacher's last map, samples first.</param>
    /// <param name="factor">By what the teacher's channels are divided within the projector, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is below 1, or above the teacher's channels.</exception>
    /// <exception cref="ArgumentException">A shape is not that of maps.</exception>
    public SimKd(long[] studentShape, long[] teacherShape, int factor = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        if (studentShape.Length != 4 || teacherShape.Length != 4)
        {
            throw new ArgumentException($"SimKd takes maps (B, C, H, W), but the shapes are {Shapes.Text(studentShape)} and {Shapes.Text(teacherShape)}.", nameof(studentShape));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(factor, teacherShape[1]);
        (_studentShape, _teacherShape) = (studentShape, teacherShape);
        long channels = teacherShape[1], middle = channels / factor;
        _projector = nn.Sequential(
            FeatureMaps.Convolution(studentShape[1], middle, 1), nn.BatchNorm2d(middle, device: CPU), nn.ReLU(),
            FeatureMaps.Convolution(middle, middle, 3), nn.BatchNorm2d(middle, device: CPU), nn.ReLU(),
            FeatureMaps.Convolution(middle, channels, 1), nn.BatchNorm2d(channels, device: CPU), nn.ReLU());
        register_module(nameof(_projector), _projector);
    }

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The student's last map (B, C, H, W), before its pooling.</param>
    /// <param name="teacher">The teacher's; the larger is pooled to the size of the smaller.</param>
    /// <exception cref="ArgumentException">Not maps of one batch, or other channels than the loss was made for.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        FeatureMaps.Require(student, teacher, "SimKd");
        FeatureMaps.RequireChannels(teacher, _teacherShape[1], "SimKd", nameof(teacher));
        return nn.functional.mse_loss(Project(student), FeatureMaps.ToSmaller(student, teacher).Teacher);
    }

    /// <summary>The student's map as the teacher's classifier takes it: pooled to the teacher's size if it is larger, and projected.</summary>
    /// <param name="student">The student's last map (B, C, H, W).</param>
    /// <exception cref="ArgumentException">It has other channels than the loss was made for.</exception>
    public Tensor Project(Tensor student)
    {
        FeatureMaps.RequireChannels(student, _studentShape[1], "SimKd", nameof(student));
        long[] size = [Math.Min(student.size(2), _teacherShape[2]), Math.Min(student.size(3), _teacherShape[3])];
        return FeatureMaps.Through(_projector, FeatureMaps.Pooled(student, size));
    }
}
