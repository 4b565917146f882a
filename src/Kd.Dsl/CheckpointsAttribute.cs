namespace Kd;

/// <summary>
/// The epochs of a teacher's training whose weights are kept beside the final ones, so that a student can follow the way there:
/// route-constrained optimization (Jin et al.: "Knowledge Distillation via Route Constrained Optimization", ICCV 2019).
/// </summary>
/// <param name="epochs">The epochs, from 1 to those of <see cref="TrainAttribute">[Train]</see>.</param>
/// <remarks>A student's <see cref="StageAttribute.TeacherEpoch"/> names one of them.</remarks>
/// <example><code>[Teacher, Checkpoints(5, 15), Train(Epochs = 30), Sgd(LearningRate = 0.05)]</code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CheckpointsAttribute(params int[] epochs) : Attribute
{
    /// <summary>The epochs.</summary>
    public int[] Epochs { get; } = epochs;
}
