using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Adapters;

/// <summary>A change of form without anything to learn: between tokens (B, L, D) and maps (B, C, H, W), and to vectors (B, D).</summary>
internal sealed class Rearrange : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> _rearrange;

    private Rearrange(Func<Tensor, Tensor> rearrange)
        : base("rearrange") => _rearrange = rearrange;

    /// <summary>The tokens behind a class token, if there is one, row by row.</summary>
    public static Rearrange TokensToMap(long height, long width, bool hasClassToken) => new(tokens =>
        (hasClassToken ? tokens.narrow(1, 1, height * width) : tokens).transpose(1, 2).reshape(tokens.size(0), tokens.size(2), height, width));

    /// <summary>The pixels row by row, behind their mean in the place of a class token if there is one.</summary>
    public static Rearrange MapToTokens(bool hasClassToken) => new(map =>
    {
        var pixels = map.flatten(2).transpose(1, 2);
        return hasClassToken ? cat([pixels.mean([1], keepdim: true), pixels], 1) : pixels;
    });

    /// <summary>The mean of the pixels.</summary>
    public static Rearrange MapToVector() => new(map => map.mean([2, 3]));

    /// <summary>The mean of the tokens.</summary>
    public static Rearrange TokensToVector() => new(tokens => tokens.mean([1]));

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => _rearrange(input);
}
