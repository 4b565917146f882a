namespace Kd.Tests.Losses;

/// <summary>How losses refuse shapes that cannot be related.</summary>
internal static class Refusals
{
    /// <summary>Asserts an <see cref="ArgumentException"/> whose message has the shapes.</summary>
    public static void Name(Action forward, params long[][] shapes)
    {
        var message = Assert.Throws<ArgumentException>(forward).Message;
        Assert.All(shapes, shape => Assert.Contains($"({string.Join(", ", shape)})", message));
    }
}
