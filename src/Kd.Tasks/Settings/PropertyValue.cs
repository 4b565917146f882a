using System.Globalization;
using Kd.Tasks.Diagnostics;

namespace Kd.Tasks.Settings;

/// <summary>Reads what properties and settings are set to. MSBuild's own conversion would say neither what is allowed nor why.</summary>
internal static class PropertyValue
{
    /// <summary>The text without blanks around it; nothing if that is all there is.</summary>
    public static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();

    /// <summary>A truth value; false if none is given.</summary>
    /// <exception cref="BuildException">The text is neither <c>true</c> nor <c>false</c>.</exception>
    public static bool Boolean(string property, string? text)
    {
        var given = Given(text) ?? bool.FalseString;
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

    private static BuildException Unreadable(string name, string text, string allowed) =>
        new(BuildErrors.UnreadableValue, $"{name} is '{text}', which is not {allowed}.");
}
