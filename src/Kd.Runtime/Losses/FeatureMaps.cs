using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>What losses of feature maps (B, C, H, W) share.</summary>
internal static class FeatureMaps
{
    /// <summary>The feature as a map: a vector (B, C) is one of a single pixel.</summary>
    public static Tensor Of(Tensor feature, string what, string name) => feature.dim() switch
    {
        4 => feature,
        2 => feature.unsqueeze(2).unsqueeze(3),
        _ => throw new ArgumentException($"{what} takes maps (B, C, H, W) or vectors (B, C), but got {Shapes.Text(feature)}.", name),
    };

    /// <summary>The feature as a map of the channels that the loss was made for.</summary>
    public static Tensor Of(Tensor feature, long channels, string what, string name)
    {
        var map = Of(feature, what, name);
        RequireChannels(map, channels, what, name);
        return map;
    }

    /// <summary>Throws unless both are maps of one batch.</summary>
    public static void Require(Tensor student, Tensor teacher, string what)
    {
        if (student.dim() != 4 || teacher.dim() != 4 || student.size(0) != teacher.size(0))
        {
            throw new ArgumentException($"{what} takes maps (B, C, H, W) of one batch, but got {Shapes.Text(student)} and {Shapes.Text(teacher)}.", nameof(student));
        }
    }

    /// <summary>Throws unless the feature has the channels that the loss was made for.</summary>
    public static void RequireChannels(Tensor feature, long channels, string what, string name)
    {
        if (feature.size(1) != channels)
        {
            throw new ArgumentException($"{what} was made for {channels} channels, but got {Shapes.Text(feature)}.", name);
        }
    }

    /// <summary>The channels of a shape (B, C, ...).</summary>
    /// <exception cref="ArgumentException">It is of another form.</exception>
    public static long Channels(long[] shape, string what, string name) => shape.Length is 2 or 4
        ? shape[1]
        : throw new ArgumentException($"{what} takes maps (B, C, H, W) or vectors (B, C), but the shape is {Shapes.Text(shape)}.", name);

    /// <summary>Both maps in the size of the smaller, by adaptive average pooling.</summary>
    public static (Tensor Student, Tensor Teacher) ToSmaller(Tensor student, Tensor teacher)
    {
        long[] size = [Math.Min(student.size(2), teacher.size(2)), Math.Min(student.size(3), teacher.size(3))];
        return (Pooled(student, size), Pooled(teacher, size));
    }

    /// <summary>The map in another size, by adaptive average pooling.</summary>
    public static Tensor Pooled(Tensor map, params long[] size) =>
        map.size(2) == size[0] && map.size(3) == size[1] ? map : nn.functional.adaptive_avg_pool2d(map, size);

    /// <summary>
    /// The map behind layers with batch normalisation. A channel of one value has no variance, so that the running statistics take
    /// the place of the batch's.
    /// </summary>
    public static Tensor Through(nn.Module<Tensor, Tensor> layers, Tensor map)
    {
        if (map.size(0) * map.size(2) * map.size(3) > 1 || !layers.training)
        {
            return layers.call(map);
        }

        layers.eval();
        try
        {
            return layers.call(map);
        }
        finally
        {
            layers.train();
        }
    }

    /// <summary>A convolution without bias that keeps the size of the map.</summary>
    public static nn.Module<Tensor, Tensor> Convolution(long input, long output, int kernel, bool bias = false) =>
        nn.Conv2d(input, output, kernel, padding: kernel / 2, bias: bias, device: CPU);
}
