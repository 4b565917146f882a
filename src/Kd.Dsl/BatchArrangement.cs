namespace Kd;

/// <summary>How the batches of a run are put together.</summary>
public enum BatchArrangement
{
    /// <summary>B samples each, in an order of its own in every epoch.</summary>
    Shuffled,

    /// <summary>B samples and then, in their order, B partners: another sample of the same class for each.</summary>
    ClassPairs,

    /// <summary>B samples and then, in their order, the same samples again, as a second random view.</summary>
    TwoViews,
}
