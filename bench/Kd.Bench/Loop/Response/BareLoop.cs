using Kd.Data;
using Kd.IO;
using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Bench.Loop;

/// <summary>
/// What a step of <see cref="ResponseResNet20"/> cannot do without: reading the batch, both forward passes, the losses and the backward pass. What
/// the generated loop allocates above it is Kd's.
/// </summary>
internal static class BareLoop
{
    private static readonly Scalar _responseWeight = HandWrittenLoop.ResponseWeight;
    private static readonly Scalar _taskWeight = HandWrittenLoop.TaskWeight;

    /// <summary>Runs as many steps as the clock wants.</summary>
    /// <param name="teacherWeights">The teacher's safetensors file.</param>
    /// <param name="clock">Told when a step begins.</param>
    /// <returns>The mean of the total loss.</returns>
    public static double Run(string teacherWeights, StepClock clock)
    {
        manual_seed(HandWrittenLoop.Seed);
        var (images, labels) = SyntheticImages.Make(clock.Steps);
        var data = Dataset.InMemory(new ImageBatch(images, labels, arange(labels.size(0), ScalarType.Int64)));
        using var student = new ResponseResNet20();
        using var teacher = new ResNet56();
        ModelWeights.Load(teacher, teacherWeights);
        teacher.eval();
        var learned = student.parameters().ToArray();
        using var response = new Response(HandWrittenLoop.Temperature);
        using var task = new TaskLoss();
        using var order = randperm(labels.size(0), ScalarType.Int64);
        using var sum = zeros([]);
        student.train();
        for (var step = 0; step < clock.Steps; step++)
        {
            clock.Tick();
            using var scope = NewDisposeScope();
            var batch = data.Read(order.narrow(0, step * SyntheticImages.BatchSize, SyntheticImages.BatchSize));
            Tensor taught;
            using (no_grad())
            using (NewDisposeScope())
            {
                taught = teacher.call(batch.Images).MoveToOuterDisposeScope();
            }

            var logits = student.call(batch.Images);
            var total = response.Forward(logits, taught).mul(_responseWeight).add(task.Forward(logits, batch.Labels), _taskWeight);
            total.backward();
            foreach (var parameter in learned)
            {
                parameter.grad = null;
            }

            using (no_grad())
            {
                sum.add_(total, Scalars.One);
            }
        }

        return sum.item<float>() / clock.Steps;
    }
}
