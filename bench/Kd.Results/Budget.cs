namespace Kd.Results;

/// <summary>What every student of the table is given, so that rows differ in their words alone.</summary>
internal static class Budget
{
    /// <summary>How often a student goes through the training part, over all its stages.</summary>
    public const int Epochs = 6;

    /// <summary>The first stage's epochs, for methods of two stages; the second one has the rest.</summary>
    public const int FirstStageEpochs = 2;

    /// <summary>How often a teacher does.</summary>
    public const int TeacherEpochs = 9;

    public const int BatchSize = 64;

    // RepDistiller's. The student alone would take 0.4, with which DKD and the mean teacher do badly and FitNets diverges.
    public const double LearningRate = 0.05;

    public const double Momentum = 0.9;

    public const double WeightDecay = 5e-4;
}
