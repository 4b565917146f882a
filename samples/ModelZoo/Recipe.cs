namespace ModelZoo;

/// <summary>How RepDistiller trains everything on CIFAR-100.</summary>
internal static class Recipe
{
    public const int Epochs = 240;
    public const int BatchSize = 64;
    public const double LearningRate = 0.05;

    /// <summary>The learning rate of MobileNetV2 and both ShuffleNets.</summary>
    public const double MobileLearningRate = 0.01;
    public const double Momentum = 0.9;
    public const double WeightDecay = 5e-4;

    /// <summary>After these epochs the learning rate is divided by ten.</summary>
    public const int FirstDrop = 150, SecondDrop = 180, ThirdDrop = 210;
}
