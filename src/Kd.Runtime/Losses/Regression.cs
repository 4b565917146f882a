using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>What losses and metrics of a regression share.</summary>
internal static class Regression
{
    /// <summary>Predictions less labels.</summary>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit; broadcasting (B, 1) against (B) would compare each sample with every other.
    /// </exception>
    public static Tensor Difference(Tensor predictions, Tensor labels)
    {
        var isColumn = predictions.dim() == labels.dim() + 1 && predictions.size(-1) == 1;
        using var shaped = isColumn ? labels.unsqueeze(-1) : labels.alias();
        if (!predictions.shape.AsSpan().SequenceEqual(shaped.shape))
        {
            throw new ArgumentException(
                $"Predictions {Shapes.Text(predictions)} and labels {Shapes.Text(labels)} differ in shape: give a label for each number that the model returns.",
                nameof(labels));
        }

        return predictions.add(shaped.to_type(predictions.dtype), Scalars.MinusOne);
    }
}
