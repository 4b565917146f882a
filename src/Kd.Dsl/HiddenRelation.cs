namespace Kd;

/// <summary>What two layers of a sequence model are related by.</summary>
public enum HiddenRelation
{
    /// <summary>Dimensions, as the FSP matrix: G = a^T b / L with L the number of kept tokens, (D1, D2) for each sample.</summary>
    Dimensions,

    /// <summary>Tokens, as neuron selectivity transfer: G = a b^T / D, (L, L) for each sample. D may differ between student and teacher.</summary>
    Tokens,
}
