using Kd.Shared;
using Kd.Training;
using TorchSharp.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Checking;

/// <summary>Looks at the terms of a loss.</summary>
/// <param name="names">Their names, with that of the total last.</param>
internal sealed class TermProbe(IReadOnlyList<string> names)
{
    private readonly bool[] _teaches = new bool[names.Count - 1];

    /// <summary>The terms in the first batch.</summary>
    public IReadOnlyList<TermReport> First { get; private set; } = [];

    /// <summary>The total in the first batch.</summary>
    public double Total { get; private set; }

    /// <summary>The terms that had a gradient in none of the batches.</summary>
    public IEnumerable<TermReport> Idle => First.Where((_, i) => !_teaches[i]);

    /// <summary>Looks at the terms of a step and runs its backward pass.</summary>
    /// <param name="values">The terms, unweighted, and the total: scalars.</param>
    /// <param name="parameters">What is trained.</param>
    /// <param name="backward">The backward pass of the total.</param>
    /// <exception cref="KdException">A value is not finite (KD3002).</exception>
    public void Look(Tensor[] values, IReadOnlyList<Parameter> parameters, Action backward)
    {
        double[] numbers = [.. values.Select(value => value.detach().ToDouble())];
        RequireFinite(numbers);
        var terms = values[..^1];
        double?[] norms = [.. terms.Select(term => GradientProbe.NormOf(term, parameters))];
        foreach (var term in terms.Where(term => term.requires_grad))
        {
            term.retain_grad();
        }

        backward();

        // The total's derivative by a term is the term's weight, however the total is made.
        double?[] weights = [.. terms.Select(term => term.requires_grad ? term.grad?.ToDouble() : null)];
        for (var i = 0; i < terms.Length; i++)
        {
            _teaches[i] |= norms[i] is not (null or 0);
        }

        if (First.Count == 0)
        {
            (First, Total) = ([.. terms.Select((_, i) => new TermReport(names[i], numbers[i], weights[i], Math.Abs(weights[i] ?? 1) * norms[i]))], numbers[^1]);
        }
    }

    private void RequireFinite(double[] numbers)
    {
        var bad = Array.FindIndex(numbers, number => !double.IsFinite(number));
        if (bad >= 0)
        {
            throw new KdException(
                "KD3002", $"The term {names[bad]} is {numbers[bad]} in the first batches, before anything is learned. " +
                "Look for extreme values in the data, in the model's initial weights or in the term's hyper-parameters.");
        }
    }
}
