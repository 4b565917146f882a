using System.Globalization;
using System.Reflection;
using Kd.Training;
using ModelZoo.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.ModelZoo.Tests;

/// <summary>The models against RepDistiller's.</summary>
public class ModelTests
{
    /// <summary>The models with their parameters, counted by hand over the layers of RepDistiller's code, with 100 classes.</summary>
    private static readonly Dictionary<Type, long> _parameters = new()
    {
        [typeof(ResNet8)] = 83_892,
        [typeof(ResNet14)] = 181_108,
        [typeof(ResNet20)] = 278_324,
        [typeof(ResNet32)] = 472_756,
        [typeof(ResNet44)] = 667_188,
        [typeof(ResNet56)] = 861_620,
        [typeof(ResNet110)] = 1_736_564,
        [typeof(ResNet8x4)] = 1_233_540,
        [typeof(ResNet32x4)] = 7_433_860,
        [typeof(ResNet50)] = 23_705_252,
        [typeof(WideResNet16x1)] = 180_916,
        [typeof(WideResNet16x2)] = 703_284,
        [typeof(WideResNet40x1)] = 569_780,
        [typeof(WideResNet40x2)] = 2_255_156,
        [typeof(Vgg8)] = 3_965_028,
        [typeof(Vgg11)] = 9_277_284,
        [typeof(Vgg13)] = 9_462_180,
        [typeof(Vgg16)] = 14_774_436,
        [typeof(Vgg19)] = 20_086_692,
        [typeof(MobileNetV2Half)] = 812_836,
        [typeof(ShuffleNetV1)] = 949_258,
        [typeof(ShuffleNetV2)] = 1_355_528,
    };

    /// <summary>What RepDistiller's <c>is_feat=True</c> returns for two images: f0, f1, ..., and the pooled features.</summary>
    private static readonly (Type Family, string[] Features)[] _features =
    [
        (typeof(ResNet8x4), ["2x32x32x32", "2x64x32x32", "2x128x16x16", "2x256x8x8", "2x256"]),
        (typeof(ResNet32x4), ["2x32x32x32", "2x64x32x32", "2x128x16x16", "2x256x8x8", "2x256"]),
        (typeof(ResNet), ["2x16x32x32", "2x16x32x32", "2x32x16x16", "2x64x8x8", "2x64"]),
        (typeof(ResNet50), ["2x64x32x32", "2x256x32x32", "2x512x16x16", "2x1024x8x8", "2x2048x4x4", "2x2048"]),
        (typeof(WideResNet16x1), ["2x16x32x32", "2x16x32x32", "2x32x16x16", "2x64x8x8", "2x64"]),
        (typeof(WideResNet40x1), ["2x16x32x32", "2x16x32x32", "2x32x16x16", "2x64x8x8", "2x64"]),
        (typeof(WideResNet), ["2x16x32x32", "2x32x32x32", "2x64x16x16", "2x128x8x8", "2x128"]),
        (typeof(Vgg), ["2x64x32x32", "2x128x16x16", "2x256x8x8", "2x512x4x4", "2x512x4x4", "2x512"]),
        (typeof(MobileNetV2), ["2x16x16x16", "2x12x16x16", "2x16x8x8", "2x48x4x4", "2x160x2x2", "2x1280"]),
        (typeof(ShuffleNetV1), ["2x24x32x32", "2x240x16x16", "2x480x8x8", "2x960x4x4", "2x960"]),
        (typeof(ShuffleNetV2), ["2x24x32x32", "2x116x16x16", "2x232x8x8", "2x464x4x4", "2x1024"]),
    ];

    public static TheoryData<string> Annotated =>
        [.. typeof(ResNet).Assembly.GetTypes().Where(type => type.GetNestedType("Taps", BindingFlags.NonPublic) is not null).Select(type => type.FullName!)];

    public static TheoryData<string> Names => [.. _parameters.Keys.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_has_the_parameters_and_the_features_of_RepDistillers(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var (type, parameters) = _parameters.Single(m => m.Key.Name == name);
        using var model = (nn.Module<Tensor, Tensor>)Activator.CreateInstance(type)!;
        model.eval();
        var shapes = new List<string>();
        foreach (var child in model.children().OfType<nn.Module<Tensor, Tensor>>())
        {
            child.register_forward_hook((_, _, output) =>
            {
                shapes.Add(Shape(output));
                return output;
            });
        }

        var logits = model.call(rand(2, 3, 32, 32));

        Assert.Equal(parameters, model.parameters().Sum(p => p.numel()));
        Assert.Equal([.. Features(type), "2x100"], shapes);
        Assert.Equal([2, 100], logits.shape);
        Assert.True(logits.isfinite().all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Annotated))]
    public void A_place_is_where_RepDistiller_takes_the_feature_of_its_name(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var type = typeof(ResNet).Assembly.GetType(name)!;
        using var model = (nn.Module<Tensor, Tensor>)Activator.CreateInstance(type)!;
        using var taps = (IDisposable)Activator.CreateInstance(type.GetNestedType("Taps", BindingFlags.NonPublic)!, model)!;

        model.eval();
        model.call(rand(2, 3, 32, 32));

        var features = Features(type);
        Assert.All(taps.GetType().GetProperties(), place => Assert.Equal(
            place.Name == "Pooled" ? features[^1] : features[int.Parse(place.Name[1..], CultureInfo.InvariantCulture)],
            Shape(((Tap)place.GetValue(taps)!).Take())));
    }

    [Fact]
    public void Convolutions_begin_with_the_variance_that_keeps_gradients()
    {
        using var scope = NewDisposeScope();
        using var model = new Vgg13();
        var weight = model.get_parameter("block4.0.weight")!;

        Assert.Equal(Math.Sqrt(2.0 / (9 * 512)), weight.std().item<float>(), 4);
        Assert.Equal(0, model.get_parameter("block4.0.bias")!.abs().max().item<float>());
        Assert.Equal(0.01, model.get_parameter("classifier.weight")!.std().item<float>(), 3);
    }

    private static string[] Features(Type type) => _features.First(f => f.Family.IsAssignableFrom(type)).Features;

    private static string Shape(Tensor tensor) => string.Join('x', tensor.shape);
}
