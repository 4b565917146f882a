using System.Globalization;
using Kd.Adapters;

namespace Kd.Generators.Shapes;

/// <summary>A planned adapter as a person says it.</summary>
internal static class PlanText
{
    public static string Of(AdapterPlan plan)
    {
        var parts = new[] { Of(plan.Before) }.Concat(plan.Layers.Select(Of)).Append(Of(plan.After)).OfType<string>().ToList();
        return parts.Count == 0 ? "nothing, since the loss can compare them as they are" : string.Join(", then ", parts);
    }

    private static string? Of(Rearrangement? rearrangement) => rearrangement?.Form switch
    {
        RearrangedForm.TokensToMap => $"a map of {rearrangement.Height}x{rearrangement.Width} of the tokens{(rearrangement.HasClassToken ? " behind the class token" : "")}",
        RearrangedForm.MapToTokens => $"tokens of the pixels{(rearrangement.HasClassToken ? " behind their mean" : "")}",
        RearrangedForm.MapToVector => "the mean of the pixels",
        RearrangedForm.TokensToVector => "the mean of the tokens",
        _ => null,
    };

    private static string Of(PlannedLayer layer) => layer switch
    {
        PlannedConvolution plan => $"a {Number(plan.KernelHeight)}x{Number(plan.KernelWidth)} {(plan.IsTransposed ? "transposed " : "")}convolution" +
            $"{(plan.Stride == 1 ? "" : $" of stride {plan.Stride}")} from {Number(plan.From)} to {Number(plan.To)} channels",
        PlannedLinear plan => $"a linear layer from {Number(plan.From)} to {Number(plan.To)}",
        PlannedNormalisation => "batch normalisation",
        PlannedRectifier => "a ReLU",
        PlannedResize plan => $"{(plan.Pools ? "adaptive average pooling" : "bilinear interpolation")} to {string.Join("x", plan.Size.Select(Number))}",
        _ => "a layer",
    };

    private static string Number(long number) => number < 0 ? "?" : number.ToString(CultureInfo.InvariantCulture);
}
