using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Kd.Generators.Emission;

/// <summary>The parts of an interpolated string, appended as the compiler hands them over: a thousand models have a million of them.</summary>
[InterpolatedStringHandler]
internal readonly struct Interpolation
{
    private readonly StringBuilder _text;

    public Interpolation(int literalLength, int formattedCount, StringBuilder text) => _text = text;

    public Interpolation(int literalLength, int formattedCount, CodeWriter code) => _text = code.BeginLine();

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(string? text) => _text.Append(text);

    public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted<T>(T value)
        where T : Enum => _text.Append(value.ToString());
}

internal static class InterpolationExtensions
{
    /// <summary>Appends an interpolated string in the invariant culture.</summary>
    public static StringBuilder Add(this StringBuilder text, [InterpolatedStringHandlerArgument(nameof(text))] in Interpolation interpolated)
    {
        _ = interpolated;
        return text;
    }
}
