using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Shapes;

/// <summary>The layers of TorchSharp: what each makes of a shape.</summary>
internal static class Layers
{
    private static readonly HashSet<string> _elementwise =
    [
        "ReLU", "ReLU6", "RReLU", "LeakyReLU", "GELU", "SiLU", "Mish", "ELU", "SELU", "CELU", "Sigmoid", "Tanh", "Hardswish", "Hardsigmoid", "Hardtanh", "Hardshrink", "LogSigmoid",
        "Softplus", "Softshrink", "Softsign", "Tanhshrink", "Threshold", "Softmax", "Softmax2d", "Softmin", "LogSoftmax", "Identity", "LocalResponseNorm", "ChannelShuffle",
        "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout",
    ];

    /// <summary>The layer that a method of <c>torch.nn</c> makes; nothing if it makes none.</summary>
    public static HeapObject? Make(IMethodSymbol method, Arguments arguments, SyntaxNode origin, Interpreter interpreter)
    {
        if (method.ContainingType is not { Name: "nn", ContainingType.Name: "torch" } || !method.IsStatic)
        {
            return null;
        }

        var name = method.Name;
        switch (name)
        {
            case "Sequential":
                return new NamedModules(arguments.Values.FirstOrDefault() is { } modules ? Collections.Named(interpreter, modules) : ImmutableList<(string?, Value)>.Empty, IsDictionary: false);
            case "ModuleList":
                return new Items(interpreter.Elements(arguments.Values.First())?.ToImmutableList());
            case "ModuleDict":
                return new NamedModules(Collections.Named(interpreter, arguments.Values.First()), IsDictionary: true);
            case "Parameter":
                return null;
        }

        var sizes = new Sizes(arguments, interpreter);
        var (output, fault) = _elementwise.Contains(name) ? (shape => shape, null) : Rule(name, arguments, sizes);
        return new Layer(name, output, fault, origin);
    }

    private static (Func<Shape, Shape>? Output, Func<Shape, string?>? Fault) Rule(string name, Arguments arguments, Sizes sizes)
    {
        var dims = name.Length > 2 && name[name.Length - 1] == 'd' && char.IsDigit(name[name.Length - 2]) ? name[name.Length - 2] - '0' : 0;
        var kind = dims > 0 ? name.Substring(0, name.Length - 2) : name;
        switch (kind)
        {
            case "Conv" or "ConvTranspose":
                var (from, to) = (arguments["in_channels"].Dim, arguments["out_channels"].Dim);
                var window = Window.Of(sizes, dims, kernel: "kernel_size", isTransposed: kind == "ConvTranspose");
                return (shape => window.Slide(shape, to), shape => Channels(shape, dims, from));
            case "MaxPool" or "AvgPool" or "LPPool":
                var pooling = Window.Of(sizes, dims, kernel: "kernel_size", isPooling: true);
                return (shape => pooling.Slide(shape, null), null);
            case "AdaptiveAvgPool" or "AdaptiveMaxPool":
                var size = sizes.Read("output_size", dims);
                return (shape => Window.Resize(shape, size), null);
            case "InstanceNorm":
                // Without a scale of its own it takes any number of channels.
                return (shape => shape, null);
            case "BatchNorm":
                var features = arguments["affine"].Truth is true ? arguments["num_features"].Dim : Dim.Unknown;
                return (shape => Normalised(shape, dims, features), shape => Channels(shape, dims, features));
            case "GroupNorm":
                var channels = arguments["num_channels"].Dim;
                return (shape => shape.At(1).IsUnknown && shape.Rank > 1 ? shape.With(1, channels) : shape, shape => shape.Rank > 1 ? Channels(shape.At(1), channels) : null);
            case "LayerNorm":
                var normalised = sizes.ReadAll("normalized_shape");
                return (shape => shape, shape => normalised is { Count: 1 } && shape.Rank is > 0 ? Features(shape.At(-1), normalised[0]) : null);
            case "Linear" when arguments.Has("outputSize"):
                var (inputs, outputs) = (arguments["inputSize"].Dim, arguments["outputSize"].Dim);
                return (shape => ShapeRules.Linear(shape, outputs), shape => shape.Rank is > 0 ? Features(shape.At(-1), inputs) : null);
            case "Embedding":
                var width = arguments["embedding_dims"].Dim;
                return (shape => shape.IsOpen ? shape : Shape.Of(shape.Dims.Add(width)), null);
            case "Flatten":
                var (start, end) = (arguments["start_dim"].Number, arguments["end_dim"].Number);
                return (shape => ShapeRules.Flatten(shape, start, end), null);
            case "Unflatten":
                var (dim, parts) = (arguments["dim"].Number, sizes.ReadAll("unflattened_size"));
                return (shape => ShapeRules.Unflatten(shape, dim, parts), null);
            case "Upsample":
                var resizing = Resizing.Of(sizes);
                return (resizing.Apply, null);
            case "PixelShuffle":
                var factor = arguments["upscale_factor"].Number;
                return (shape => ShapeRules.PixelShuffle(shape, factor), null);
            case "ZeroPad" or "ConstantPad" or "ReflectionPad" or "ReplicationPad":
                var padding = sizes.Values("padding") is { Count: 1 } all ? [.. Enumerable.Repeat(all[0], 2 * dims)] : sizes.Values("padding");
                return (shape => ShapeRules.Pad(shape, padding), null);
            case "GLU":
                var halved = arguments["dim"].Number;
                return (shape => ShapeRules.Halve(shape, halved), null);
            case "TransformerEncoderLayer":
                return (shape => shape, null);
            default:
                return (null, null);
        }
    }

    // An input of one dimension less has no batch.
    private static string? Channels(Shape shape, int dims, Dim channels) =>
        shape.Rank is { } rank && rank != dims + 2 && rank != dims + 1 ? (dims == 1 ? null : $"takes maps of {dims + 2} dimensions")
            : shape.IsOpen || shape.Rank == dims + 2 ? Channels(shape.At(1), channels)
            : null;

    private static string? Channels(Dim found, Dim expected) => found.Contradicts(expected) ? $"takes {expected} channels" : null;

    private static string? Features(Dim found, Dim expected) => found.Contradicts(expected) ? $"takes {expected} features" : null;

    private static Shape Normalised(Shape shape, int dims, Dim channels) => shape switch
    {
        // Vectors (B, C) or sequences (B, C, L).
        { IsOpen: true } when dims == 1 => Shape.Open(shape.At(0), shape.At(1).Or(channels)),
        { IsOpen: true } => Shape.Of(Enumerable.Range(0, dims + 2).Select(i => i == 1 ? shape.At(1).Or(channels) : shape.At(i))),
        _ when shape.Rank > dims + 1 || (dims == 1 && shape.Rank == 2) => shape.With(1, shape.At(1).Or(channels)),
        _ => shape,
    };
}
