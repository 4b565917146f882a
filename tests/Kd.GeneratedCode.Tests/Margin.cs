using Kd.Losses;
using static TorchSharp.torch;

namespace Kd.GeneratedCode.Tests;

/// <summary>A word of the tests' own.</summary>
[LossClass(typeof(Margin))]
public sealed class MarginAttribute : ResponseAttribute
{
    /// <summary>How far logits may differ without costs.</summary>
    public double Slack { get; set; } = 1;
}

/// <summary>The mean distance of the logits beyond a slack.</summary>
public sealed class Margin(double slack) : Loss
{
    /// <summary>The slack that it was made with.</summary>
    public double Slack { get; } = slack;

    /// <summary>Computes the loss.</summary>
    public Tensor Forward(Tensor student, Tensor teacher) => student.add(teacher, -1).abs().add(-Slack).relu().mean();
}
