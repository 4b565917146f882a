namespace Kd;

/// <summary>Which side of a module a place is.</summary>
public enum HintOf
{
    /// <summary>What the module returns.</summary>
    Output,

    /// <summary>What the module is called with.</summary>
    Input,
}
