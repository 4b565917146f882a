using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// CA-MKD's features: for each of several teachers a map of the student's feature follows the teacher's, and counts the more the
/// better that teacher's classifier knows the label from it (Zhang, Chen, Wang, ICASSP 2022).
/// </summary>
/// <remarks>
/// 1 / B * sum over samples and teachers of w_k * mean (s_k - t_k)^2, w_k = (1 - softmax_k of the cross-entropy of logits_k) / (K - 1). The
/// teachers' features are detached; the weights are not, since the logits are those that the teacher's classifier gives for s_k.
/// </remarks>
/// <example>
/// <code>var loss = new MultiTeacherGuided().Forward([a, b], [first.Features, second.Features], [first.Head, second.Head], batch.Labels);</code>
/// </example>
[AgreesOn(Agreement.Shape)]
public sealed class MultiTeacherGuided : Loss
{
    /// <summary>Computes the loss.</summary>
    /// <param name="student">The student's feature as each teacher's adapter maps it.</param>
    /// <param name="teacher">Each teacher's feature, of the shape of that map.</param>
    /// <param name="classifiers">Each teacher's classifier, which makes logits (B, C) of that map, pooled over its pixels.</param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">Shapes, numbers of teachers or labels do not fit.</exception>
    public Tensor Forward(Tensor[] student, Tensor[] teacher, [TeacherModule("classifier")] nn.Module<Tensor, Tensor>[] classifiers, Tensor labels)
    {
        if (student.Length != classifiers.Length || teacher.Length != classifiers.Length)
        {
            throw new ArgumentException(
                $"MultiTeacherGuided takes as many features as classifiers, {classifiers.Length}, but got {student.Length} of the student and {teacher.Length} of the teachers.", nameof(student));
        }

        var logits = ManyLogits.Checked([.. student.Zip(classifiers, (map, classifier) => classifier.call(Pooled(map)))], atLeast: 1, "MultiTeacherGuided", nameof(classifiers));
        var samples = logits[0].size(0);
        var distances = stack(student.Zip(teacher, (map, feature) => Distances(map, feature, samples)));
        return distances.mul(TeacherWeights.ByConfidence(logits, labels, "MultiTeacherGuided")).sum().mul(Scalars.Of(1.0 / samples));
    }

    private static Tensor Pooled(Tensor map) => map.dim() > 2 ? map.flatten(2).mean([2]) : map;

    private static Tensor Distances(Tensor map, Tensor feature, long samples)
    {
        Shapes.RequireEqual(map, feature, "MultiTeacherGuided", "Give each teacher an adapter to the shape of its feature.");
        if (map.dim() < 2 || map.size(0) != samples)
        {
            throw new ArgumentException($"MultiTeacherGuided takes features (B, ...) of the {samples} samples of the logits, but got {Shapes.Text(map)}.", nameof(map));
        }

        return map.add(feature.detach(), Scalars.MinusOne).square().flatten(1).mean([1]);
    }
}
