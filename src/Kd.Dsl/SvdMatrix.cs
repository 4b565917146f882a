namespace Kd;

/// <summary>The matrix that a map (B, C, H, W) is for its singular value decomposition.</summary>
public enum SvdMatrix
{
    /// <summary>(H * W, C), so that right singular vectors are over channels: the paper's.</summary>
    PixelsByChannels,

    /// <summary>(C * H, W), so that right singular vectors are over columns of pixels, as mdistiller has it.</summary>
    RowsByColumns,
}
