using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ModelZoo.Models;

/// <summary>How models begin where they don't begin as TorchSharp's layers do.</summary>
internal static class Initialization
{
    /// <summary>
    /// Draws the weights of each convolution from a normal distribution of variance 2 / (outputs * kernel height * kernel width), so that
    /// gradients keep their size through layers with ReLU (He et al. 2015), and makes its bias 0.
    /// </summary>
    public static void OfConvolutions(nn.Module model)
    {
        using var scope = NewDisposeScope();
        foreach (var convolution in model.modules().OfType<Conv2d>())
        {
            nn.init.kaiming_normal_(convolution.weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
            if (convolution.bias is { } bias) nn.init.zeros_(bias);
        }
    }

    /// <summary>Draws the weights of a classifier from a normal distribution of deviation 0.01, and makes its bias 0.</summary>
    public static void OfClassifier(Linear classifier)
    {
        using var scope = NewDisposeScope();
        nn.init.normal_(classifier.weight, std: 0.01);
        nn.init.zeros_(classifier.bias!);
    }
}
