using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Adapters;

/// <summary>A change of form without anything to learn: between tokens (B, L, D) and maps (B, C, H, W), and to vectors (B, D).</summary>
internal sealed class Rearrange : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> _rearrange;

    private Rearrange(Func<Tensor, Tensor> rearrange)
        : base("rearrange") => _rearrange = rearrange;

    /// <summary>Makes what is planned.</summary>
    public static Rearrange Of(Rearrangement plan) => plan.Form switch
    {
        RearrangedForm.TokensToMap => TokensToMap(plan.Height, plan.Width, plan.HasClassToken),
        RearrangedForm.MapToTokens => MapToTokens(plan.HasClassToken),
        RearrangedForm.MapToVector => new(map => map.mean([2, 3])),
        _ => new(tokens => tokens.mean([1])),
    };

    // The tokens behind a class token, if there is one, row by row.
    private static Rearrange TokensToMap(long height, long width, bool hasClassToken) => new(tokens =>
        (hasClassToken ? tokens.narrow(1, 1, height * width) : tokens).transpose(1, 2).reshape(tokens.size(0), tokens.size(2), height, width));

    // The pixels row by row, behind their mean in the place of a class token if there is one.
    private static Rearrange MapToTokens(bool hasClassToken) => new(map =>
    {
        var pixels = map.flatten(2).transpose(1, 2);
        return hasClassToken ? cat([pixels.mean([1], keepdim: true), pixels], 1) : pixels;
    });

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => _rearrange(input);
}
