namespace Kd;

/// <summary>How peers become the teacher that all of them follow.</summary>
public enum PeerEnsemble
{
    /// <summary>The mean of their logits.</summary>
    Mean,

    /// <summary>For each sample the logits of the peer with the least cross-entropy: the paper's KDCL-Naive.</summary>
    Best,

    /// <summary>The least of their logits in each class, after each peer's are less that of the label: the paper's KDCL-MinLogit.</summary>
    MinLogit,
}
