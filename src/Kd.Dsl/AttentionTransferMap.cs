namespace Kd;

/// <summary>What the attention of a sample is over.</summary>
public enum AttentionTransferMap
{
    /// <summary>Height and width: the sum over channels, as in the paper.</summary>
    Pixels,

    /// <summary>Channels, height and width, as KD_Lib has it. Student and teacher need equal channels.</summary>
    Elements,
}
