using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>Images with class labels.</summary>
/// <param name="Images">(B, C, H, W), floating point for a model; a file or an augmentation may have bytes.</param>
/// <param name="Labels">Class numbers (B), 64-bit integers; where images are mixed, probabilities (B, C).</param>
/// <param name="SampleIds">Which samples these are: (B), 64-bit integers.</param>
public sealed record ImageBatch(Tensor Images, Tensor Labels, Tensor SampleIds) : IBatch<ImageBatch>
{
    /// <inheritdoc/>
    public ImageBatch Map(Func<Tensor, Tensor> map) => new(map(Images), map(Labels), map(SampleIds));
}
