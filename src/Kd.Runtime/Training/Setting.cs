using System.Globalization;
using System.Text.Json;

namespace Kd.Training;

/// <summary>Reads the values of settings, which arrive as text in the invariant culture. Called by generated code.</summary>
public static class Setting
{
    /// <summary>A floating-point number.</summary>
    /// <param name="path">The setting, for the message.</param>
    /// <param name="value">The text.</param>
    /// <exception cref="KdException">The text is not one (KD1020).</exception>
    public static double Double(string path, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Unreadable(path, value, "a number such as 0.5");

    /// <inheritdoc cref="Double"/>
    /// <summary>An integer.</summary>
    public static int Int32(string path, string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unreadable(path, value, "a whole number");

    /// <inheritdoc cref="Double"/>
    /// <summary>A truth value.</summary>
    public static bool Boolean(string path, string value) =>
        bool.TryParse(value, out var truth) ? truth : throw Unreadable(path, value, "true or false");

    /// <inheritdoc cref="Double"/>
    /// <summary>A member of an enum, in any case.</summary>
    public static T Enum<T>(string path, string value)
        where T : struct, System.Enum =>
        System.Enum.GetNames<T>().FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } name
            ? System.Enum.Parse<T>(name)
            : throw Unreadable(path, value, "one of " + string.Join(", ", System.Enum.GetNames<T>()));

    /// <summary>Makes something that has hyper-parameters.</summary>
    /// <param name="path">The beginning of their settings' paths: <c>response</c>.</param>
    /// <param name="make">Makes it, with the values of the options.</param>
    /// <exception cref="KdException">A value is out of its range (KD1020).</exception>
    public static T Make<T>(string path, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e) when (e.ParamName is { } parameter)
        {
            var reason = e.Message.Split('\n')[0].Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal).Trim();
            throw new KdException("KD1020", $"The setting {path}.{JsonNamingPolicy.CamelCase.ConvertName(parameter)} is out of its range: {reason}", e);
        }
    }

    /// <summary>What to throw for a path that the options do not have.</summary>
    /// <param name="path">The path.</param>
    public static KdException Unknown(string path) => new("KD1004", $"There is no setting {path}.");

    /// <summary>Throws unless a value is at least 1.</summary>
    internal static void RequireAtLeastOne(string path, int value)
    {
        if (value < 1)
        {
            throw Unreadable(path, value.ToString(CultureInfo.InvariantCulture), "at least 1");
        }
    }

    /// <summary>Throws unless a value is as it has to be.</summary>
    internal static void Require(string path, double value, bool isRight, string wanted)
    {
        if (!isRight)
        {
            throw Unreadable(path, value.ToString(CultureInfo.InvariantCulture), wanted);
        }
    }

    private static KdException Unreadable(string path, string value, string wanted) =>
        new("KD1020", $"The setting {path} is \"{value}\", which is not {wanted}.");
}
