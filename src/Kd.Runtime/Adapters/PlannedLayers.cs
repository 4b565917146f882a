using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Adapters;

/// <summary>Builds the layers that are planned.</summary>
internal static class PlannedLayers
{
    /// <summary>The layers as one module; nothing for none.</summary>
    public static nn.Module<Tensor, Tensor>? Build(IReadOnlyList<PlannedLayer> layers) => layers.Count switch
    {
        0 => null,
        1 => Build(layers[0]).Module,
        _ => nn.Sequential(layers.Select(Build)),
    };

    private static (string Name, nn.Module<Tensor, Tensor> Module) Build(PlannedLayer layer) => layer switch
    {
        PlannedConvolution { IsTransposed: true } plan =>
            ("conv", nn.ConvTranspose2d(plan.From, plan.To, plan.KernelHeight, stride: plan.Stride, padding: plan.Padding, device: CPU)),
        PlannedConvolution plan => ("conv", nn.Conv2d(
            plan.From, plan.To, (plan.KernelHeight, plan.KernelWidth), stride: (plan.Stride, plan.Stride), padding: (plan.Padding, plan.Padding), device: CPU)),
        PlannedLinear plan => ("linear", nn.Linear(plan.From, plan.To, device: CPU)),
        PlannedNormalisation plan => ("bn", nn.BatchNorm2d(plan.Channels, device: CPU)),
        PlannedRectifier => ("relu", nn.ReLU()),
        PlannedResize plan => ("resize", new Resize([.. plan.Size], plan.Pools)),
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "It cannot be built."),
    };
}
