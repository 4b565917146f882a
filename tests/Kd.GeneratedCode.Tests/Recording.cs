using Kd.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.GeneratedCode.Tests;

/// <summary>An optimizer of the tests' own.</summary>
[OptimizerClass("Kd.GeneratedCode.Tests.Recording")]
public sealed class RecordingAttribute : OptimizerAttribute
{
    /// <summary>The learning rate before the schedule.</summary>
    public double LearningRate { get; set; } = 0.1;
}

/// <summary>Plain gradient descent that notes the shapes of what it changed.</summary>
public sealed class Recording(IEnumerable<Parameter> parameters, double learningRate) : Optimizer(parameters, learningRate)
{
    private Scalar _negativeRate = -learningRate;

    /// <summary>The shapes of the parameters that had a gradient other than zero.</summary>
    public static HashSet<string> Changed { get; } = [];

    /// <inheritdoc/>
    protected override void OnLearningRateChanged() => _negativeRate = -LearningRate;

    /// <inheritdoc/>
    protected override void Update(int index, Parameter parameter, Tensor gradient)
    {
        if (gradient.abs().sum().ToDouble() > 0)
        {
            Changed.Add(string.Join("x", parameter.shape));
        }

        parameter.add_(gradient, _negativeRate);
    }
}
