namespace Kd;

/// <summary>
/// The map between a student's feature and its teacher's where their shapes differ. Adapters are trained with the
/// student and are not part of the exported student.
/// </summary>
/// <remarks>
/// A vector is (B, D), a sequence of tokens (B, L, D), a map (B, C, H, W). Tokens become a map or a map's pixels tokens, and either a
/// vector, before a kind's layers where that helps: docs/adapters.md says how.
/// </remarks>
public enum AdapterKind
{
    /// <summary>
    /// None where the shapes agree or the method needs none, else the smallest learned map that makes them agree:
    /// <see cref="Linear"/> for vectors and sequences; for maps a 1x1 convolution, after <see cref="Pool"/> or <see cref="Interpolate"/> where
    /// the sizes differ, or a 3x3 convolution of stride 2 or a transposed one where the teacher's map has half or twice the size.
    /// </summary>
    Auto,

    /// <summary>No map: shapes that differ are an error.</summary>
    None,

    /// <summary>A linear layer over the last dimension: (B, D) or (B, L, D).</summary>
    Linear,

    /// <summary>A 1x1 convolution over maps (B, C, H, W) of equal height and width.</summary>
    Conv1x1,

    /// <summary>
    /// The convolutional regressor of FitNets (Romero et al., ICLR 2015) as RepDistiller builds it: <see cref="Convolution"/>,
    /// batch normalisation and ReLU.
    /// </summary>
    Regressor,

    /// <summary>
    /// The connector of activation boundaries and of the feature overhaul (Heo et al., 2019): <see cref="Convolution"/> and batch
    /// normalisation, without an activation function.
    /// </summary>
    Connector,

    /// <summary>
    /// The convolution that RepDistiller chooses: strided for a map of half the size, transposed for one of twice the size or another
    /// multiple, else without padding and with the kernel that leaves the teacher's size, which is 1x1 for equal sizes.
    /// </summary>
    Convolution,

    /// <summary><see cref="Conv1x1"/> and batch normalisation.</summary>
    Conv1x1BatchNorm,

    /// <summary><see cref="Conv1x1"/>, batch normalisation and ReLU.</summary>
    Conv1x1BatchNormRelu,

    /// <summary>A 3x3 convolution over maps (B, C, H, W) of equal height and width.</summary>
    Conv3x3,

    /// <summary><see cref="Conv3x3"/> and batch normalisation.</summary>
    Conv3x3BatchNorm,

    /// <summary><see cref="Conv3x3"/>, batch normalisation and ReLU.</summary>
    Conv3x3BatchNormRelu,

    /// <summary>
    /// Adaptive average pooling to the teacher's height and width, or length of a sequence, none of them larger than the student's; a 1x1
    /// convolution or a linear layer behind it where the channels differ.
    /// </summary>
    Pool,

    /// <summary>
    /// Bilinear interpolation to the teacher's height and width, or length of a sequence; a 1x1 convolution or a linear layer behind it
    /// where the channels differ.
    /// </summary>
    Interpolate,
}
