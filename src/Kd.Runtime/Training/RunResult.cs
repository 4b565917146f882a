namespace Kd.Training;

/// <summary>What came out of a run.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Test">The weights that were kept, on the test part, which is read once, at the end.</param>
/// <param name="LastTest">The weights after the last epoch, on the test part.</param>
/// <param name="Validation">The weights that were kept, on the validation part.</param>
/// <param name="Epochs">How many epochs were trained: fewer than declared after an early stop, 0 for imported weights.</param>
/// <param name="KeptEpoch">The epoch whose weights were kept; 0 for imported weights.</param>
/// <param name="Parameters">How many numbers the model has to learn.</param>
/// <param name="WeightsFile">Where the weights that were kept are.</param>
public sealed record RunResult(
    string Stage, Evaluation Test, Evaluation LastTest, Evaluation Validation, int Epochs, int KeptEpoch, long Parameters, string WeightsFile)
{
    /// <summary>The teacher's results, for a student's run.</summary>
    public TeacherResult? Teacher { get; init; }
}

/// <summary>What a student's run says of its teacher.</summary>
/// <param name="Name">The teacher's class.</param>
/// <param name="Test">On the test part.</param>
/// <param name="Parameters">How many numbers the model has.</param>
public sealed record TeacherResult(string Name, Evaluation Test, long Parameters);
