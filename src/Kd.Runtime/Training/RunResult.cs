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
    /// <summary>The name of the model in its group, which is that of its folder; nothing for a model that learns alone.</summary>
    public string? Peer { get; init; }

    /// <summary>The results of the other models of the group.</summary>
    public IReadOnlyList<RunResult> Peers { get; init; } = [];

    /// <summary>The teachers' results, for a student's run, in order of declaration.</summary>
    public IReadOnlyList<TeacherResult> Teachers { get; init; } = [];

    /// <summary>The first teacher's results.</summary>
    public TeacherResult? Teacher => Teachers.Count > 0 ? Teachers[0] : null;

    /// <summary>What several models are worth together on the test part, where that is asked for.</summary>
    public Evaluation? Ensemble { get; init; }
}

/// <summary>What a student's run says of its teacher.</summary>
/// <param name="Name">The teacher's class.</param>
/// <param name="Test">On the test part.</param>
/// <param name="Parameters">How many numbers the model has.</param>
public sealed record TeacherResult(string Name, Evaluation Test, long Parameters);
