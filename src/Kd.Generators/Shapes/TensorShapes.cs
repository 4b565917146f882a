using System.Collections.Immutable;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Shapes;

/// <summary>What the methods of tensors and the functions of <c>torch</c> and <c>functional</c> make of shapes.</summary>
internal static class TensorShapes
{
    private static readonly HashSet<string> _elementwise =
    [
        "relu", "relu6", "leaky_relu", "gelu", "silu", "mish", "elu", "selu", "celu", "rrelu", "sigmoid", "tanh", "hardswish", "hardsigmoid", "hardtanh", "softplus", "softsign", "logsigmoid", "hardshrink",
        "softmax", "softmin", "log_softmax", "softmax2d", "exp", "log", "log1p", "sqrt", "rsqrt", "abs", "neg", "square", "sin", "cos", "erf", "sign", "round", "floor", "ceil", "reciprocal", "nan_to_num",
        "clamp", "clamp_min", "clamp_max", "dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout", "normalize", "layer_norm", "batch_norm", "group_norm",
        "instance_norm", "local_response_norm", "contiguous", "clone", "detach", "alias", "to", "type_as", "to_type", "cuda", "cpu", "@float", "float", "half", "@double", "requires_grad_", "MoveToOuterDisposeScope",
        "DetachFromDisposeScope", "MoveToOtherDisposeScope", "cumsum", "flip", "roll", "zeros_like", "ones_like", "rand_like", "randn_like", "empty_like", "full_like", "threshold", "bernoulli", "expm1", "trunc",
    ];

    private static readonly HashSet<string> _broadcast = ["add", "sub", "subtract", "mul", "multiply", "div", "divide", "pow", "maximum", "minimum", "fmod", "remainder", "masked_fill"];
    private static readonly HashSet<string> _reductions = ["mean", "sum", "std", "var", "amax", "amin", "prod", "logsumexp", "argmax", "argmin", "all", "any", "nanmean", "nansum"];
    private static readonly HashSet<string> _creations = ["zeros", "ones", "rand", "randn", "empty", "full"];

    // They change the shape of a tensor that others may see.
    private static readonly HashSet<string> _inPlace = ["resize_", "resize_as_", "squeeze_", "unsqueeze_", "t_", "transpose_", "swapaxes_", "swapdims_", "set_"];

    /// <summary>What <c>TensorIndex</c> has: all of a dimension, all further dimensions, or a new one.</summary>
    public static Value Index(ISymbol member) => member.Name switch
    {
        "Colon" => new SliceValue(Value.Null, Value.Null, Value.Null),
        "Ellipsis" => new SpecialIndex(IsNew: false),
        "Null" or "None" => new SpecialIndex(IsNew: true),
        _ => Value.Unknown,
    };

    /// <summary>A property of a tensor.</summary>
    public static Value? Property(IPropertySymbol property, Value target, IReadOnlyList<Value> arguments, Interpreter interpreter)
    {
        if (!property.ContainingType.IsTensor())
        {
            return null;
        }

        var shape = target.Shape;
        return property switch
        {
            { Name: "shape" } => new SizesValue(shape),
            { Name: "ndim" or "Dimensions" } => shape.Rank is { } rank ? new Constant((long)rank) : Value.Unknown,
            { IsIndexer: true } => Value.Of(Indexing.Pick(shape, arguments is [var only] && interpreter.Elements(only) is { } all ? all : arguments)),
            { Name: "T" or "mT" } when shape.Rank == 2 => Value.Of(ShapeRules.Transpose(shape, 0, 1)),
            _ when property.Type.IsTensor() => Value.Of(Shape.Unknown),
            _ => Value.Unknown,
        };
    }

    /// <summary>An operation between tensors, or a tensor and a number.</summary>
    public static Value Broadcast(IEnumerable<(IParameterSymbol Parameter, Value Value)> operands)
    {
        var shapes = operands.Where(o => o.Parameter.Type.IsTensor()).Select(o => o.Value.Shape).ToList();
        return Value.Of(shapes.Count == 0 ? Shape.Unknown : shapes.Aggregate(ShapeRules.Broadcast));
    }

    /// <summary>A method that makes a tensor; nothing if it makes something else.</summary>
    public static Value? Invoke(IMethodSymbol method, Value target, Arguments arguments, Interpreter interpreter)
    {
        if (_inPlace.Contains(method.Name))
        {
            interpreter.Stop();
        }

        if (method.ContainingType.Name == "TensorIndex")
        {
            return method.Name == "Slice" ? new SliceValue(arguments["start"], arguments["stop"], arguments["step"]) : Value.Unknown;
        }

        if (method is { Name: "size", Parameters.Length: <= 1 } && method.ContainingType.IsTensor())
        {
            return method.Parameters.Length == 0 ? new SizesValue(target.Shape) : arguments["dim"].Number is { } dim ? Value.Of(target.Shape.At(dim)) : Value.Unknown;
        }

        if (method is { Name: "dim", Parameters.Length: 0 })
        {
            return target.Shape.Rank is { } rank ? new Constant((long)rank) : Value.Unknown;
        }

        var first = method.IsStatic ? arguments.Values.FirstOrDefault() ?? Value.Unknown : target;
        var sizes = new Sizes(arguments, interpreter);
        var several = Several(method, first, arguments, sizes);
        if (several is not null)
        {
            return several.Count == 0 ? Value.Unknown
                : method.ReturnType.IsTupleType ? new TupleValue(several.Select(Value.Of).ToImmutableArray())
                : interpreter.Make(new Items(several.Select(Value.Of).ToImmutableList()));
        }

        if (!method.ReturnType.IsTensor() && method.ReturnType.Name != "Parameter")
        {
            return null;
        }

        var name = method.Name.EndsWith("_", StringComparison.Ordinal) && method.Name.Length > 1 ? method.Name.TrimEnd('_') : method.Name;
        return _elementwise.Contains(name) || (name == "Parameter" && method.IsStatic) ? Value.Of(first.Shape)
            : _broadcast.Contains(name) || name is "max" or "min" && method.Parameters.LastOrDefault()?.Type.IsTensor() == true && arguments.Values.Count() == (method.IsStatic ? 2 : 1)
                ? Value.Of(arguments.All.Where(a => a.Parameter.Type.IsTensor()).Select(a => a.Value.Shape).Concat(method.IsStatic ? [] : [target.Shape]).Aggregate(ShapeRules.Broadcast))
            : Value.Of(One(method, name, first.Shape, arguments, sizes) ?? Shape.Unknown);
    }

    private static IReadOnlyList<Shape>? Several(IMethodSymbol method, Value first, Arguments arguments, Sizes sizes)
    {
        var shape = first.Shape;
        var dim = arguments.Has("dim") || arguments.Has("dimension") ? arguments["dim", "dimension"].Number : 0;
        switch (method.Name)
        {
            case "chunk" or "split" or "unbind" when method.ReturnType is IArrayTypeSymbol:
                return Splitting.Apply(method.Name, shape, dim, arguments, sizes);
            case "max" or "min" or "median" or "topk" or "sort" or "kthvalue" or "cummax" or "cummin" when method.ReturnType.IsTupleType:
                var one = method.Name is "max" or "min" && arguments.Has("dim") ? ShapeRules.Reduce(shape, [arguments["dim"]], arguments["keepdim"].Truth)
                    : method.Name is "sort" ? shape
                    : Shape.Unknown;
                return [one, one];
            case var pooling when pooling.EndsWith("_with_indices", StringComparison.Ordinal):
                return [];
            default:
                return null;
        }
    }

    private static Shape? One(IMethodSymbol method, string name, Shape shape, Arguments arguments, Sizes sizes)
    {
        switch (name)
        {
            case "view" or "reshape":
                return ShapeRules.View(shape, sizes.Values("shape"));
            case "flatten" when arguments.Has("start_dim"):
                return ShapeRules.Flatten(shape, arguments["start_dim"].Number, arguments["end_dim"].Number);
            case "unflatten":
                return ShapeRules.Unflatten(shape, arguments["dim"].Number, sizes.ReadAll("sizes"));
            case "permute":
                return ShapeRules.Permute(shape, sizes.Values("permutation"));
            case "transpose" or "swapaxes" or "swapdims":
                return ShapeRules.Transpose(shape, arguments["dim0"].Number, arguments["dim1"].Number);
            case "t":
                return ShapeRules.Transpose(shape, 0, 1);
            case "unsqueeze":
                return ShapeRules.Insert(shape, arguments["dim"].Number, 1);
            case "squeeze":
                return ShapeRules.Squeeze(shape, arguments["dim"].Number);
            case "select":
                return ShapeRules.Select(shape, arguments["dim"].Number);
            case "narrow":
                return arguments["dim"].Number is { } narrowed && shape.Index(narrowed) is not null ? shape.With(narrowed, arguments["length"].Dim) : null;
            case "slice":
                return arguments["dim"].Number is { } sliced && shape.Index(sliced) is not null
                    ? shape.With(sliced, ShapeRules.Slice(shape.At(sliced), arguments["start"], arguments["finish"], arguments["step"]))
                    : null;
            case "cat" or "concat" or "concatenate":
                return sizes.Values("tensors") is { } joined ? ShapeRules.Concatenate([.. joined.Select(t => t.Shape)], arguments["dim"].Number) : null;
            case "stack":
                return sizes.Values("tensors") is { } stacked ? ShapeRules.Stack([.. stacked.Select(t => t.Shape)], arguments["dim"].Number) : null;
            case "expand":
                return Expanded(shape, sizes.Values("sizes"));
            case "matmul" or "bmm" or "mm":
                return ShapeRules.Multiply(shape, arguments["target", "batch2", "mat2"].Shape);
            case "linear":
                return ShapeRules.Linear(shape, arguments["weights"].Shape is { Rank: 2 } weights ? weights.At(0) : Dim.Unknown);
            case "scaled_dot_product_attention":
                return shape;
            case "interpolate" or "upsample" or "upsample_nearest" or "upsample_bilinear":
                return Resizing.Of(sizes).Apply(shape);
            case "pad":
                return ShapeRules.Pad(shape, sizes.Values("pad"));
            case "pixel_shuffle":
                return ShapeRules.PixelShuffle(shape, arguments["upscale_factor"].Number);
            case "glu":
                return ShapeRules.Halve(shape, arguments["dim"].Number);
            case var reduction when _reductions.Contains(reduction):
                return Reduced(shape, arguments, sizes);
            case var creation when _creations.Contains(creation) && method.IsStatic:
                return Created(arguments, sizes);
            default:
                return Pooled(name, shape, sizes);
        }
    }

    private static Shape? Pooled(string name, Shape shape, Sizes sizes)
    {
        var dims = name.Length > 2 && name[name.Length - 1] == 'd' && char.IsDigit(name[name.Length - 2]) ? name[name.Length - 2] - '0' : 0;
        return dims == 0 ? null
            : name.StartsWith("adaptive_avg_pool", StringComparison.Ordinal) || name.StartsWith("adaptive_max_pool", StringComparison.Ordinal) ? Window.Resize(shape, sizes.Read("output_size", dims))
            : name.StartsWith("avg_pool", StringComparison.Ordinal) || name.StartsWith("max_pool", StringComparison.Ordinal) ? Window.Of(sizes, dims, "kernel_size", isPooling: true).Slide(shape, null)
            : null;
    }

    private static Shape Reduced(Shape shape, Arguments arguments, Sizes sizes)
    {
        var dims = new[] { "dim0", "dim1", "dim2" }.Where(arguments.Has).Select(name => arguments[name]).ToList();
        var keeps = arguments.Has("keepdim") ? arguments["keepdim"].Truth : false;
        return dims.Count > 0 ? ShapeRules.Reduce(shape, dims, keeps)
            : arguments.Has("dim") || arguments.Has("dims") || arguments.Has("dimensions") ? ShapeRules.Reduce(shape, sizes.Values("dim", "dims", "dimensions"), keeps)
            : Shape.Of();
    }

    private static Shape? Created(Arguments arguments, Sizes sizes)
    {
        var dims = arguments.All.Where(a => a.Parameter.Name is "rows" or "columns" or "dim0" or "dim1" or "dim2" or "dim3").Select(a => a.Value.Dim).ToList();
        return dims.Count > 0 ? Shape.Of(dims) : sizes.ReadAll("size") is { } all ? Shape.Of(all) : null;
    }

    private static Shape? Expanded(Shape shape, IReadOnlyList<Value>? sizes) => sizes is null || shape.Rank is not { } rank || rank > sizes.Count ? null
        : Shape.Of(sizes.Select((size, i) => size.Number == -1 ? shape.At(i - (sizes.Count - rank)) : size.Dim));
}
