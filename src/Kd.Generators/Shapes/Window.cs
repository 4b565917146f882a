namespace Kd.Generators.Shapes;

/// <summary>What slides over the last dimensions of a tensor: the kernel of a convolution, or of pooling.</summary>
internal sealed class Window
{
    private readonly IReadOnlyList<long?> _kernel;
    private readonly IReadOnlyList<long?> _stride;
    private readonly IReadOnlyList<long?> _padding;
    private readonly IReadOnlyList<long?> _dilation;
    private readonly IReadOnlyList<long?>? _outputPadding;
    private readonly bool _keepsSize;
    private readonly bool? _roundsUp;

    private Window(Sizes sizes, int dims, string kernel, bool isPooling, bool isTransposed)
    {
        _kernel = sizes.Read(kernel, dims);
        _stride = sizes.Read(sizes.Arguments.Has("strides") ? "strides" : "stride", dims, otherwise: isPooling ? null : 1);
        if (isPooling && sizes.Arguments["stride", "strides"] is Constant { Content: null })
        {
            _stride = _kernel;
        }

        // The enumeration Padding has the values Valid and Same.
        var isNamed = sizes.Arguments.All.Any(a => a is { Parameter: { Name: "padding", Type.Name: "Padding" } });
        _keepsSize = isNamed && sizes.Arguments["padding"].Number == 1;
        _padding = isNamed ? [.. Enumerable.Repeat(sizes.Arguments["padding"].Number == 0 ? (long?)0 : null, dims)] : sizes.Read("padding", dims, otherwise: 0);
        _dilation = sizes.Read("dilation", dims, otherwise: 1);
        _outputPadding = isTransposed ? sizes.Read("output_padding", dims, otherwise: 0) : null;
        _roundsUp = sizes.Arguments.Has("ceil_mode") ? sizes.Arguments["ceil_mode"].Truth : false;
    }

    public static Window Of(Sizes sizes, int dims, string kernel, bool isPooling = false, bool isTransposed = false) => new(sizes, dims, kernel, isPooling, isTransposed);

    /// <summary>The shape behind it.</summary>
    /// <param name="shape">The shape before it, with or without a batch.</param>
    /// <param name="channels">The channels that it makes; nothing if it leaves them.</param>
    public Shape Slide(Shape shape, Dim? channels)
    {
        var dims = _kernel.Count;
        var first = shape.Rank == dims + 1 ? 1 : 2;
        return shape.Rank is { } rank && rank != dims + 1 && rank != dims + 2 ? Shape.Unknown
            : Shape.Of(Enumerable.Range(0, first + dims).Select(i =>
                i >= first ? Behind(shape.At(i), i - first)
                : i == first - 1 && channels is { } made ? made
                : shape.At(i)));
    }

    /// <summary>The shape with its last dimensions changed.</summary>
    public static Shape Resize(Shape shape, IReadOnlyList<long?> size)
    {
        var first = shape.Rank == size.Count + 1 ? 1 : 2;
        return shape.Rank is { } rank && rank != size.Count + 1 && rank != size.Count + 2 ? Shape.Unknown
            : Shape.Of(Enumerable.Range(0, first + size.Count).Select(i => i >= first ? Dim.Of(size[i - first]) : shape.At(i)));
    }

    private Dim Behind(Dim length, int i)
    {
        if (_keepsSize)
        {
            return length;
        }

        if (length.Value is not { } before || _kernel[i] is not { } kernel || _stride[i] is not > 0 || _padding[i] is not { } padding || _dilation[i] is not { } dilation)
        {
            return Dim.Unknown;
        }

        var stride = _stride[i]!.Value;
        var extent = dilation * (kernel - 1) + 1;
        if (_outputPadding is not null)
        {
            return Dim.Of((before - 1) * stride - 2 * padding + extent + _outputPadding[i]);
        }

        var room = before + 2 * padding - extent;
        if (room < 0 || _roundsUp is not { } roundsUp)
        {
            return Dim.Unknown;
        }

        var count = (room + (roundsUp ? stride - 1 : 0)) / stride + 1;

        // The last window has to begin inside of what is there.
        return Dim.Of(roundsUp && (count - 1) * stride >= before + padding ? count - 1 : count);
    }
}
