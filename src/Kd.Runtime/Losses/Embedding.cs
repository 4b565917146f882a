using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Trained embeddings of features.</summary>
internal static class Embedding
{
    /// <summary>A linear layer from the flattened samples of a shape.</summary>
    /// <exception cref="ArgumentException">The shape is missing or has no dimension beyond the samples.</exception>
    public static TorchSharp.Modules.Linear Linear(long[]? shape, long size, string name) => shape is { Length: > 1 }
        ? nn.Linear(shape.Skip(1).Aggregate(1L, (product, length) => product * length), size, device: CPU)
        : throw new ArgumentException($"An embedding needs the feature's shape (B, ...), but {name} is {(shape is null ? "null" : Shapes.Text(shape))}.", name);
}
