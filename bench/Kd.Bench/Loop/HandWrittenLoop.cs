using Kd.IO;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Bench.Loop;

/// <summary>
/// What the generated distiller of <see cref="ResNet20"/> computes, as a careful user of TorchSharp writes it: TorchSharp's own
/// losses and optimizer, a scope for each step, and one for the teacher, whose activations would otherwise live as long as the step.
/// </summary>
internal static class HandWrittenLoop
{
    public const int Seed = 1;
    public const double Temperature = 4;
    public const double ResponseWeight = 0.9;
    public const double TaskWeight = 0.1;
    public const double GuidedWeight = 0.1;
    public const double SimilarityWeight = 10;
    public const double LearningRate = 0.05;
    public const double Momentum = 0.9;
    public const double WeightDecay = 5e-4;

    /// <summary>Trains for as many steps as the clock wants.</summary>
    /// <param name="teacherWeights">The teacher's safetensors file.</param>
    /// <param name="clock">Told when a step begins.</param>
    /// <param name="hasFeatures">Whether features are followed too, beside the teacher's answers and the labels.</param>
    /// <returns>The mean of the total loss.</returns>
    public static double Run(string teacherWeights, StepClock clock, bool hasFeatures)
    {
        manual_seed(Seed);
        var (images, labels) = SyntheticImages.Make(clock.Steps);
        using var student = new ResNet20();
        using var teacher = new ResNet56();
        ModelWeights.Load(teacher, teacherWeights);
        teacher.eval();
        foreach (var parameter in teacher.parameters())
        {
            parameter.requires_grad_(false);
        }

        using var optimizer = optim.SGD(student.parameters(), LearningRate, Momentum, weight_decay: WeightDecay);
        using var order = randperm(labels.size(0), ScalarType.Int64);
        student.train();
        double sum = 0;
        for (var step = 0; step < clock.Steps; step++)
        {
            clock.Tick();
            using var scope = NewDisposeScope();
            var indices = order.narrow(0, step * SyntheticImages.BatchSize, SyntheticImages.BatchSize);
            var x = images.index_select(0, indices);
            var y = labels.index_select(0, indices);

            (Tensor Middle, Tensor Late, Tensor Logits) t;
            using (no_grad())
            using (var teaching = NewDisposeScope())
            {
                t = teacher.Features(x);
                teaching.MoveToOuter(t.Middle, t.Late, t.Logits);
            }

            var s = student.Features(x);
            var response = functional.kl_div(
                functional.log_softmax(s.Logits / Temperature, 1),
                functional.log_softmax(t.Logits / Temperature, 1),
                log_target: true,
                reduction: Reduction.Sum) * (Temperature * Temperature / SyntheticImages.BatchSize);
            var loss = (response * ResponseWeight) + (functional.cross_entropy(s.Logits, y) * TaskWeight);
            loss = hasFeatures ? loss + Features(s, t) : loss;

            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            sum += loss.item<float>();
        }

        images.Dispose();
        labels.Dispose();
        return sum / clock.Steps;
    }

    private static Tensor Features((Tensor Middle, Tensor Late, Tensor Logits) s, (Tensor Middle, Tensor Late, Tensor Logits) t) =>
        (functional.mse_loss(s.Middle, t.Middle) * GuidedWeight) + (functional.mse_loss(Similarities(s.Late), Similarities(t.Late)) * SimilarityWeight);

    private static Tensor Similarities(Tensor features)
    {
        var rows = features.flatten(1);
        return functional.normalize(rows.mm(rows.t()), p: 2, dim: 1);
    }
}
