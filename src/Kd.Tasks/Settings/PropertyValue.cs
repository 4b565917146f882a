using System.Globalization;
using Kd.Tasks.Diagnostics;

namespace Kd.Tasks.Settings;

/// <summary>Reads what properties and settings are set to. MSBuild's own conversion would say neither what is allowed nor why.</summary>
internal static class PropertyValue
{
    /// <summary>The text without blanks around it; nothing if that is all there is.</summary>
    public static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();

    /// <summary>A truth value.</summary>
    /// <param name="property">The property, for the message.</param>
    /// <param name="text">What it is set to.</param>
    /// <param name="otherwise">The value if nothing is given.</param>
    /// <exception cref="BuildException">The text is neither <c>true</c> nor <c>false</c>.</exception>
    public static bool Boolean(string property, string? text, bool otherwise = false)
    {
        var given = Given(text) ?? (otherwise ? bool.TrueString : bool.FalseString);
        return bool.TryParse(given, out var value) ? value : throw Unreadable(property, given, "true or false");
    }

    /// <summary>A whole number as invariant text, so that one number is one text.</summary>
    /// <exception cref="BuildException">The text is no such number.</exception>
    public static string WholeNumber(string name, string text, int minimum)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum)
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        throw Unreadable(name, text, FormattableString.Invariant($"a whole number from {minimum} to {int.MaxValue}"));
    }

    /// <summary>A number of minutes, at least 0.</summary>
    /// <param name="property">The property, for the message.</param>
    /// <param name="text">What it is set to.</param>
    /// <param name="otherwise">The value if nothing is given.</param>
    /// <exception cref="BuildException">The text is no such number.</exception>
    public static double Minutes(string property, string? text, double otherwise)
    {
        if (Given(text) is not { } given)
        {
            return otherwise;
        }

        // A year is far more than any run takes, and far less than what a clock can count.
        const double year = 525_600;
        return double.TryParse(given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes <= year
            ? minutes
            : throw Unreadable(property, given, FormattableString.Invariant($"a number of minutes from 0 to {year}, such as 2.5"));
    }

    private static BuildException Unreadable(string name, string text, string allowed) =>
        new(BuildErrors.UnreadableValue, $"{name} is '{text}', which is not {allowed}.");
}
