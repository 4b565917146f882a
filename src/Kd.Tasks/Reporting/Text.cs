using System.Globalization;

namespace Kd.Reporting;

/// <summary>Numbers as people read them.</summary>
internal static class Text
{
    /// <summary>What stands for a value that is not there.</summary>
    public const string None = "–";

    /// <summary>A value of a metric or a loss.</summary>
    public static string Number(double? value) => value is not { } number || double.IsNaN(number) ? None
        : Math.Abs(number) is 0 or (>= 0.001 and < 100_000) ? number.ToString("0.0000", CultureInfo.InvariantCulture) : number.ToString("0.###e+0", CultureInfo.InvariantCulture);

    /// <summary>A number of things.</summary>
    public static string Count(double? value) => value is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : None;

    /// <summary>A time in seconds.</summary>
    public static string Duration(double? seconds) => seconds switch
    {
        null => None,
        < 1 => "under 1 s",
        < 120 => string.Format(CultureInfo.InvariantCulture, "{0:0} s", seconds),
        < 7200 => string.Format(CultureInfo.InvariantCulture, "{0:0} min", seconds / 60),
        _ => string.Format(CultureInfo.InvariantCulture, "{0:0.0} h", seconds / 3600),
    };

    /// <summary>A short time in seconds.</summary>
    public static string Latency(double? seconds) => seconds is not { } time ? None : (time * 1e3) switch
    {
        < 10 and var milliseconds => string.Format(CultureInfo.InvariantCulture, "{0:0.00} ms", milliseconds),
        < 1000 and var milliseconds => string.Format(CultureInfo.InvariantCulture, "{0:0} ms", milliseconds),
        _ => string.Format(CultureInfo.InvariantCulture, "{0:0.0} s", time),
    };

    /// <summary>A share of a whole.</summary>
    public static string Percent(double? share) => share is { } value ? string.Format(CultureInfo.InvariantCulture, "{0:0} %", value * 100) : None;

    /// <summary>A name in camel case as words: <c>mean squared error</c>.</summary>
    public static string Words(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) && char.IsLower(name[i - 1]) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));

    /// <summary>A size in bytes.</summary>
    public static string Size(long? bytes) => bytes switch
    {
        null => None,
        < 1_000 => $"{bytes} B",
        < 1_000_000 => string.Format(CultureInfo.InvariantCulture, "{0:0.0} kB", bytes / 1e3),
        < 1_000_000_000 => string.Format(CultureInfo.InvariantCulture, "{0:0.0} MB", bytes / 1e6),
        _ => string.Format(CultureInfo.InvariantCulture, "{0:0.00} GB", bytes / 1e9),
    };
}
