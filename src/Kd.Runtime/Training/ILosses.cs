using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>The values of a step's terms and their weighted sum. Implemented by the generated <c>Losses</c>.</summary>
public interface ILosses
{
    /// <summary>The terms' names in the order of <see cref="Values"/>, with <c>total</c> last.</summary>
    static abstract IReadOnlyList<string> Names { get; }

    /// <summary>The weighted sum, which is minimised.</summary>
    Tensor Total { get; }

    /// <summary>The terms, unweighted, and then the total: scalars.</summary>
    Tensor[] Values();
}
