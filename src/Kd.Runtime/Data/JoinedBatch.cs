using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>Puts batches into one.</summary>
internal static class JoinedBatch
{
    /// <summary>The samples of one batch, and behind them those of another.</summary>
    public static TBatch Of<TBatch>(TBatch first, TBatch second)
        where TBatch : IBatch<TBatch> => Of([first, second]);

    /// <summary>The samples of batches, one behind the other.</summary>
    /// <param name="batches">The batches, at least one.</param>
    public static TBatch Of<TBatch>(IReadOnlyList<TBatch> batches)
        where TBatch : IBatch<TBatch>
    {
        // A batch shows its tensors only by mapping them, which it does in the same order each time.
        var tensors = batches.Skip(1).Select(batch =>
        {
            var shown = new Queue<Tensor>();
            batch.Map(tensor =>
            {
                shown.Enqueue(tensor);
                return tensor;
            });
            return shown;
        }).ToList();
        return batches[0].Map(tensor => cat([tensor, .. tensors.Select(shown => shown.Dequeue())], 0));
    }
}
