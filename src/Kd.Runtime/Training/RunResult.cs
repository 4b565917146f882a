namespace Kd.Training;

/// <summary>What came out of a run. Accuracies are on the test part, which is read once, at the end.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Accuracy">Of the weights that were kept.</param>
/// <param name="LastAccuracy">Of the weights after the last epoch.</param>
/// <param name="Validation">Of the weights that were kept, on the validation part.</param>
/// <param name="KeptEpoch">The epoch whose weights were kept; 0 for imported weights.</param>
/// <param name="Parameters">How many numbers the model has to learn.</param>
/// <param name="WeightsFile">Where the weights that were kept are.</param>
public sealed record RunResult(string Stage, double Accuracy, double LastAccuracy, Evaluation Validation, int KeptEpoch, long Parameters, string WeightsFile)
{
    /// <summary>The teacher's results, for a student's run.</summary>
    public TeacherResult? Teacher { get; init; }
}

/// <summary>What a student's run says of its teacher.</summary>
/// <param name="Name">The teacher's class.</param>
/// <param name="Accuracy">On the test part.</param>
/// <param name="Parameters">How many numbers the model has.</param>
public sealed record TeacherResult(string Name, double Accuracy, long Parameters);
