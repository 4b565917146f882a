namespace Kd;

/// <summary>What of a feature map is masked at random.</summary>
public enum MgdMask
{
    /// <summary>Pixels, in all channels: the authors' code for detection and segmentation.</summary>
    Pixels,

    /// <summary>Channels, at all pixels: the authors' code for classification.</summary>
    Channels,
}
