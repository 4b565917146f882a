namespace Kd;

/// <summary>
/// Marks a TorchSharp module as a teacher: the model whose knowledge students learn.
/// </summary>
/// <remarks>
/// Without <see cref="Weights"/>, the <c>Distill</c> target trains the teacher first, as its
/// <see cref="TrainAttribute">[Train]</see> and optimizer say. While a student is trained the teacher is frozen, in
/// evaluation mode and without gradients.
/// </remarks>
/// <example>
/// <code>
/// [Teacher]
/// [Train(Epochs = 30), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
/// public sealed partial class DigitsTeacher : Module&lt;Tensor, Tensor&gt; { ... }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TeacherAttribute : Attribute
{
    /// <summary>
    /// The path of a file with the teacher's weights, absolute or relative to the project's folder:
    /// <c>.safetensors</c>, or <c>.dat</c> as TorchSharp's <c>module.save</c> writes it. With it, the teacher is not trained.
    /// </summary>
    public string? Weights { get; set; }

    /// <summary>Which tensor of a tuple that <c>forward</c> returns are the logits, from 0.</summary>
    public int Logits { get; set; }
}
