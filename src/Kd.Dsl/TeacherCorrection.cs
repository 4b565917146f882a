namespace Kd;

/// <summary>How knowledge adjustment corrects a teacher that is wrong.</summary>
public enum TeacherCorrection
{
    /// <summary>The probabilities of the teacher's class and of the label's change places.</summary>
    ProbabilityShift,

    /// <summary>The label, smoothed, stands for the teacher's probabilities.</summary>
    LabelSmoothing,
}
