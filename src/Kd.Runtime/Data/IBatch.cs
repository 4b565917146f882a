using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>
/// A batch: a record of tensors whose first dimension is the sample.
/// </summary>
/// <remarks>
/// A model's <c>forward</c> gets, at compile time, the properties that are named as its parameters. <c>Labels</c> is what the
/// task loss compares with.
/// </remarks>
/// <typeparam name="TSelf">The record itself.</typeparam>
/// <example>
/// <code>
/// public sealed record TextBatch(Tensor Ids, Tensor Mask, Tensor Labels, Tensor SampleIds) : IBatch&lt;TextBatch&gt;
/// {
///     public TextBatch Map(Func&lt;Tensor, Tensor&gt; map) => new(map(Ids), map(Mask), map(Labels), map(SampleIds));
/// }
/// </code>
/// </example>
public interface IBatch<TSelf>
    where TSelf : IBatch<TSelf>
{
    /// <summary>Which samples of the data these are: (B), 64-bit integers, the same for a sample in every epoch.</summary>
    Tensor SampleIds { get; }

    /// <summary>The batch with a function applied to each of its tensors.</summary>
    /// <param name="map">The function, such as a selection of rows or a move to a device.</param>
    TSelf Map(Func<Tensor, Tensor> map);
}
