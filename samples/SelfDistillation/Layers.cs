using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace SelfDistillation;

/// <summary>The layers that all networks of the sample have: 1,442 parameters.</summary>
internal static class Layers
{
    /// <summary>From images (B, 1, 8, 8) to maps (B, 8, 4, 4).</summary>
    public static Sequential Shallow() => Sequential(Conv2d(1, 8, 3, padding: 1, bias: false), BatchNorm2d(8), ReLU(), MaxPool2d(2));

    /// <summary>From maps (B, 8, 4, 4) to maps (B, 16, 4, 4).</summary>
    public static Sequential Deep() => Sequential(Conv2d(8, 16, 3, padding: 1, bias: false), BatchNorm2d(16), ReLU());

    /// <summary>From maps (B, 16, 4, 4) to logits (B, 10).</summary>
    public static Sequential Head() => Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(16, 10));
}
