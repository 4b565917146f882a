using Kd.Data;
using Kd.Losses;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>A teacher that runs, to have its outputs stored or compared with what is stored.</summary>
/// <param name="run">The run.</param>
/// <param name="samples">The samples.</param>
/// <param name="places">What it gives: <c>logits</c>, ids of hints.</param>
/// <param name="teach">Runs it.</param>
internal sealed class LiveTeacher<TBatch>(CachedTeachers run, Dataset<TBatch> samples, string[] places, Func<TBatch, Tensor[]> teach)
    where TBatch : IBatch<TBatch>
{
    /// <summary>What it gives for samples. To be called in a dispose scope.</summary>
    /// <param name="numbers">The samples' numbers.</param>
    /// <param name="view">The view of them.</param>
    /// <returns>What is at each place: (B, ...), on the run's device.</returns>
    /// <exception cref="KdException">That is nothing to store for each sample (KD3043).</exception>
    public Tensor[] Teach(Tensor numbers, int view)
    {
        var outputs = teach(run.Seen(samples, view).ReadView(numbers).Map(tensor => tensor.to(run.Device)));
        for (var i = 0; i < outputs.Length; i++)
        {
            if (outputs[i].dim() == 0 || outputs[i].size(0) != numbers.size(0) || !outputs[i].is_floating_point())
            {
                throw new KdException(
                    "KD3043", $"{places[i]} is {Shapes.Text(outputs[i])} of {outputs[i].dtype} for {numbers.size(0)} samples: [TeacherCache] stores floating-point numbers for each sample.");
            }
        }

        return outputs;
    }
}
