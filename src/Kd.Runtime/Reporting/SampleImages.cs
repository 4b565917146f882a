using System.Text.Json.Nodes;
using Kd.Data;
using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Reporting;

/// <summary>Makes small pictures of samples that are images.</summary>
internal static class SampleImages
{
    private const long MostPixels = 64;
    private static readonly Scalar _white = 255;
    private static readonly Scalar _smallestRange = 1e-6;

    /// <summary>The pictures of samples.</summary>
    /// <param name="part">The samples.</param>
    /// <param name="numbers">The numbers of those that are wanted.</param>
    /// <returns>
    /// Width, height, channels and bytes (rows from the top, channels of a pixel side by side) of each; nothing if a batch has no tensor
    /// (B, 1, H, W) or (B, 3, H, W).
    /// </returns>
    public static IReadOnlyList<JsonObject>? Of<TBatch>(Dataset<TBatch> part, long[] numbers)
        where TBatch : IBatch<TBatch>
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        if (FindImages(part.Read(tensor(numbers, device: CPU)), numbers.Length) is not { } images)
        {
            return null;
        }

        images = Shrunk(images.to_type(ScalarType.Float32)).nan_to_num(0, 0, 0);

        // What a model takes is often centred and scaled: the darkest value is black, the lightest white.
        var (darkest, lightest) = (images.amin([1, 2, 3], keepdim: true), images.amax([1, 2, 3], keepdim: true));
        var bytes = images.sub(darkest).div(lightest.sub(darkest).clamp_min(_smallestRange)).mul(_white).round()
            .to_type(ScalarType.Byte).permute(0, 2, 3, 1).contiguous();
        var (height, width, channels) = (bytes.size(1), bytes.size(2), bytes.size(3));
        return [.. Enumerable.Range(0, numbers.Length).Select(i => new JsonObject
        {
            ["width"] = width,
            ["height"] = height,
            ["channels"] = channels,
            ["bytes"] = Convert.ToBase64String(bytes[i].contiguous().data<byte>().ToArray()),
        })];
    }

    // A batch shows its tensors only by mapping them.
    private static Tensor? FindImages<TBatch>(TBatch batch, long count)
        where TBatch : IBatch<TBatch>
    {
        Tensor? found = null;
        batch.Map(tensor =>
        {
            found ??= tensor.dim() == 4 && tensor.size(0) == count && tensor.size(1) is 1 or 3 ? tensor : null;
            return tensor;
        });
        return found;
    }

    private static Tensor Shrunk(Tensor images)
    {
        var (height, width) = (images.size(2), images.size(3));
        var larger = Math.Max(height, width);
        return larger <= MostPixels ? images
            : nn.functional.adaptive_avg_pool2d(images, [Math.Max(1, height * MostPixels / larger), Math.Max(1, width * MostPixels / larger)]);
    }
}
