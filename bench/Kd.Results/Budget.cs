namespace Kd.Results;

/// <summary>What every student of the table is given, so that rows differ in their words alone.</summary>
internal static class Budget
{
    /// <summary>How often a student goes through the training part, over all its stages.</summary>
    public const int Epochs = 12;

    /// <summary>The first stage's epochs, for methods of two stages; the second one has the rest.</summary>
    public const int FirstStageEpochs = 4;

    /// <summary>How often a teacher does.</summary>
    public const int TeacherEpochs = 20;

    public const int BatchSize = 64;

    // Of 0.05, 0.1, 0.2, 0.4 and 0.8 the best for the student alone on the validation part.
    public const double LearningRate = 0.4;

    public const double Momentum = 0.9;

    public const double WeightDecay = 5e-4;
}
