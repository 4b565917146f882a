using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// PKD: half the mean of (z_s - z_t)^2, z each channel standardised over samples and pixels, which is 1 - the Pearson correlation
/// (Cao et al., NeurIPS 2022).
/// </summary>
[AgreesOn(Agreement.Channels)]
public sealed class Pkd : Loss
{
    private static readonly Scalar _epsilon = 1e-6;
    private static readonly Scalar _half = 0.5;
    private readonly bool _resizeStudent;

    /// <summary>Makes the loss.</summary>
    /// <param name="resizeStudent">Whether the student's map is brought to the teacher's size where they differ; else the teacher's.</param>
    public Pkd(bool resizeStudent = true) => _resizeStudent = resizeStudent;

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Channels;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Maps (B, C, H, W) or vectors (B, C), after the adapter.</param>
    /// <param name="teacher">Features of the same channels; where sizes differ one is interpolated bilinearly.</param>
    /// <exception cref="ArgumentException">Samples or channels differ, or other features.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        student = FeatureMaps.Of(student, "Pkd", nameof(student));
        teacher = FeatureMaps.Of(teacher, "Pkd", nameof(teacher));
        (student, teacher) = _resizeStudent ? (Resized(student, teacher), teacher) : (student, Resized(teacher, student));
        Shapes.RequireEqual(student, teacher, "Pkd", "Samples and channels must agree: let Adapter be AdapterKind.Auto.");
        return nn.functional.mse_loss(Standardized(student), Standardized(teacher)).mul(_half);
    }

    private static Tensor Resized(Tensor map, Tensor like)
    {
        long[] size = like.shape[2..];
        return map.shape.AsSpan(2).SequenceEqual(size) ? map : nn.functional.interpolate(map, size, mode: InterpolationMode.Bilinear, align_corners: false);
    }

    private static Tensor Standardized(Tensor map) => Standardize.Along(map.transpose(0, 1).flatten(1), 1, _epsilon);
}
