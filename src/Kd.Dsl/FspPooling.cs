namespace Kd;

/// <summary>How the larger of two feature maps is brought to the size of the smaller before their Gram matrix.</summary>
public enum FspPooling
{
    /// <summary>Adaptive average pooling.</summary>
    Average,

    /// <summary>Adaptive max pooling, which the paper uses and torchdistill follows.</summary>
    Max,
}
