using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Elements (B, ...) made one number.</summary>
internal static class Reduced
{
    /// <summary>The sum, divided by nothing, by the number of samples or by that of elements.</summary>
    public static Tensor By(LossReduction reduction, Tensor elements) => reduction switch
    {
        LossReduction.Sum => elements.sum(),
        LossReduction.ElementMean => elements.mean(),
        _ => elements.sum().mul(Scalars.Of(1.0 / elements.size(0))),
    };
}
