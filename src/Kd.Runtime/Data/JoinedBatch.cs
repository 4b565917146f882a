using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>Puts two batches into one.</summary>
internal static class JoinedBatch
{
    /// <summary>The samples of one batch, and behind them those of another.</summary>
    public static TBatch Of<TBatch>(TBatch first, TBatch second)
        where TBatch : IBatch<TBatch>
    {
        // A batch shows its tensors only by mapping them, which it does in the same order each time.
        var tensors = new Queue<Tensor>();
        second.Map(tensor =>
        {
            tensors.Enqueue(tensor);
            return tensor;
        });
        return first.Map(tensor => cat([tensor, tensors.Dequeue()], 0));
    }
}
