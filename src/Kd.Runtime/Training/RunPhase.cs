namespace Kd.Training;

/// <summary>What a run is doing.</summary>
public enum RunPhase
{
    /// <summary>It reads the data and makes the models.</summary>
    Preparation,

    /// <summary>It trains a step.</summary>
    Training,

    /// <summary>It validates the model after an epoch.</summary>
    Validation,

    /// <summary>It tests the model after the last epoch and writes the result.</summary>
    Test,

    /// <summary>It stores what a teacher gives, before the first epoch.</summary>
    Caching,
}
