namespace Kd;

/// <summary>ReviewKD: each place of the student follows the teacher together with all deeper places, which it reviews.</summary>
/// <remarks>
/// <para>From the last place to the first, a learned attention fuses the student's feature with what the deeper places have left, and two
/// convolutions bring it to the teacher's shape; the loss is the sum over places of <see cref="HierarchicalContextAttribute"/>, which is
/// mean of (s - t)^2 over the map and its poolings (Chen, Liu, Zhao, Jia: "Distilling Knowledge via Knowledge Review", CVPR 2021). The
/// authors also warm the weight up, in 20 epochs for CIFAR.</para>
/// <para>Shapes: maps (B, C, H, W) or vectors (B, C). Sizes and channels may differ; the authors' last place is the pooled
/// feature.</para>
/// </remarks>
/// <param name="places">The names of the student's places, from the first layer to the last.</param>
/// <example><code>[ReviewKd("early", "middle", "late", "pooled")]</code></example>
[LossClass("Kd.Losses.ReviewKd")]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ReviewKdAttribute(params string[] places) : MultiPlaceAttribute(places)
{
    /// <summary>The most channels that go from place to place; it is those of the last place, if fewer.</summary>
    public int MaximumMiddle { get; set; } = 512;
}
