using System.Collections.Concurrent;
using TorchSharp;

namespace Kd.Losses;

/// <summary>
/// Constants that live as long as the program: a temporary <see cref="Scalar"/> may be collected while native code reads it.
/// </summary>
internal static class Scalars
{
    private static readonly ConcurrentDictionary<double, Scalar> _held = new();

    /// <summary>0.</summary>
    public static readonly Scalar Zero = Of(0);

    /// <summary>1.</summary>
    public static readonly Scalar One = Of(1);

    /// <summary>-1.</summary>
    public static readonly Scalar MinusOne = Of(-1);

    /// <summary>A value that few calls differ in, such as one over the size of a batch.</summary>
    public static Scalar Of(double value) => _held.GetOrAdd(value, static v => v);
}
