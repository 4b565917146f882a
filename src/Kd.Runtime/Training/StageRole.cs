namespace Kd.Training;

/// <summary>What a stage of the graph trains.</summary>
public enum StageRole
{
    /// <summary>A teacher, from the labels (or its weights, from a file).</summary>
    Teacher,

    /// <summary>A student without a teacher, to compare with.</summary>
    Baseline,

    /// <summary>A student, from its teacher.</summary>
    Student,
}
