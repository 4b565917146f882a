using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>ReviewKD's attention based fusion of a place's feature with what the deeper places have left.</summary>
internal sealed class AttentionFusion : nn.Module
{
    private readonly Sequential _reduce;
    private readonly Sequential _expand;
    private readonly Conv2d? _attention;

    /// <summary>Makes the block.</summary>
    /// <param name="input">The channels of the student's feature.</param>
    /// <param name="middle">The channels of what goes from place to place.</param>
    /// <param name="output">The channels of the teacher's feature.</param>
    /// <param name="isDeepest">Whether there is nothing to fuse with.</param>
    public AttentionFusion(long input, long middle, long output, bool isDeepest)
        : base("fusion")
    {
        _reduce = Normalized(input, middle, 1);
        _expand = Normalized(middle, output, 3);
        _attention = isDeepest ? null : nn.Conv2d(2 * middle, 2, 1, device: CPU);
        RegisterComponents();
    }

    /// <summary>Fuses, and makes a feature of the teacher's size and channels.</summary>
    /// <param name="feature">The student's feature.</param>
    /// <param name="residual">What the deeper place has left; null at the deepest.</param>
    /// <param name="size">The teacher's height and width.</param>
    /// <returns>The feature to compare, and what is left for the next place.</returns>
    public (Tensor Feature, Tensor Residual) Fuse(Tensor feature, Tensor? residual, long[] size)
    {
        var fused = FeatureMaps.Through(_reduce, feature);
        if (_attention is not null && residual is not null)
        {
            var deeper = Resized(residual, fused.shape[2..]);
            var share = _attention.call(cat([fused, deeper], 1)).sigmoid();
            fused = fused.mul(share.narrow(1, 0, 1)).add(deeper.mul(share.narrow(1, 1, 1)), Scalars.One);
        }

        fused = Resized(fused, size);
        return (FeatureMaps.Through(_expand, fused), fused);
    }

    private static Tensor Resized(Tensor map, long[] size) =>
        map.shape.AsSpan(2).SequenceEqual(size) ? map : nn.functional.interpolate(map, size, mode: InterpolationMode.Nearest);

    private static Sequential Normalized(long input, long output, int kernel)
    {
        var convolution = nn.Conv2d(input, output, kernel, padding: kernel / 2, bias: false, device: CPU);
        nn.init.kaiming_uniform_(convolution.weight!, a: 1);
        return nn.Sequential(convolution, nn.BatchNorm2d(output, device: CPU));
    }
}
