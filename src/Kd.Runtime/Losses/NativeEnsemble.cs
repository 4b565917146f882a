using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>ONE: the task of branches and of their gated ensemble, and the branches' divergences from it (Lan et al., NeurIPS 2018).</summary>
public sealed class NativeEnsemble : Loss
{
    private readonly Response _soft;
    private readonly double _consistency;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="consistency">How much the ensemble counts beside the labels, at least 0.</param>
    /// <param name="targetEpsilon">A constant added to the ensemble's probabilities, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public NativeEnsemble(double temperature = 3, double consistency = 1, double targetEpsilon = 0)
    {
        _soft = new(temperature, targetEpsilon: targetEpsilon);
        _consistency = HyperParameter.NotNegative(consistency);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The logits (B, C) of M branches, two or more, and then the gate's weights (B, M).</param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, there are fewer than two branches, or a label is no class.</exception>
    public Tensor Forward(Tensor[] student, Tensor labels)
    {
        var branches = student.AsSpan(..Math.Max(student.Length - 1, 0));
        Peers.Require(branches, labels, "NativeEnsemble");
        var gate = student[^1];
        if (!gate.shape.AsSpan().SequenceEqual([branches[0].size(0), branches.Length]))
        {
            throw new ArgumentException(
                $"NativeEnsemble takes a gate (B, M) of {branches.Length} branches as its last place, but got {Shapes.Text(gate)}.", nameof(student));
        }

        var ensemble = branches[0].mul(gate.narrow(1, 0, 1));
        for (var i = 1; i < branches.Length; i++)
        {
            ensemble = ensemble.add(branches[i].mul(gate.narrow(1, i, 1)), Scalars.One);
        }

        var loss = Peers.CrossEntropy([.. branches, ensemble], labels);
        var teacher = ensemble.detach();
        foreach (var branch in branches)
        {
            loss = loss.add(_soft.Forward(branch, teacher), Scalars.Of(_consistency));
        }

        return loss;
    }
}
