namespace Kd;

/// <summary>How hidden states of a sequence model are compared.</summary>
public enum HiddenDistance
{
    /// <summary>The mean over kept tokens and dimensions of the squared difference (TinyBERT).</summary>
    MeanSquared,

    /// <summary>The mean over kept tokens of 1 - cos (DistilBERT).</summary>
    Cosine,

    /// <summary>
    /// The mean over samples of the squared difference of the first tokens' states, each divided by its norm (BERT-PKD). The mask
    /// does not count.
    /// </summary>
    FirstToken,
}
