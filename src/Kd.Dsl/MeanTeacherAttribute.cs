namespace Kd;

/// <summary>
/// Mean teacher: a student follows a model of its own class whose weights are the moving average of its own (Tarvainen, Valpola,
/// NeurIPS 2017).
/// </summary>
/// <remarks>
/// After step k, from 1, each weight t of the teacher becomes d t + (1 - d) s, with s the student's and d = min(Decay, 1 - 1 / (k + 1));
/// buffers are copied. The teacher is in evaluation mode and gets no gradients. The student is the result; what the teacher is worth is
/// reported beside it.
/// </remarks>
/// <example><code>[Student, MeanTeacher(Decay = 0.999), ProbabilityMse(WarmUpEpochs = 5), TaskLoss]</code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MeanTeacherAttribute : Attribute
{
    /// <summary>The share d of its former weights that the teacher keeps at a step, from 0 to below 1.</summary>
    [Bounds(AtLeast = 0, Below = 1)]
    public double Decay { get; set; } = 0.999;
}
