namespace Kd;

/// <summary>
/// The map between a student's feature and its teacher's where their shapes differ. Adapters are trained with the
/// student and are not part of the exported student.
/// </summary>
public enum AdapterKind
{
    /// <summary>
    /// None where the shapes agree or the method needs none, else the smallest learned map that makes them agree:
    /// <see cref="Linear"/> for vectors and sequences, a convolution for maps (1x1 for equal sizes, strided or
    /// transposed for a factor of two, unpadded for other larger sizes).
    /// </summary>
    Auto,

    /// <summary>No map: shapes that differ are an error.</summary>
    None,

    /// <summary>A linear layer over the last dimension: (B, D) or (B, L, D).</summary>
    Linear,

    /// <summary>A 1x1 convolution over maps (B, C, H, W) of equal height and width.</summary>
    Conv1x1,

    /// <summary>
    /// The convolutional regressor of FitNets (Romero et al., ICLR 2015) as RepDistiller builds it: the convolution
    /// that <see cref="Auto"/> would choose, batch normalisation and ReLU.
    /// </summary>
    Regressor,

    /// <summary>
    /// The connector of activation boundaries and of the feature overhaul (Heo et al., 2019): the convolution that
    /// <see cref="Auto"/> would choose and batch normalisation, without an activation function.
    /// </summary>
    Connector,
}
