namespace Kd.Tests.Browsing;

/// <summary>What a browser shows of a page.</summary>
public sealed record SeenPage
{
    /// <summary>Texts that are cut off or stand out of what they are in.</summary>
    public required IReadOnlyList<string> Clipped { get; init; }

    /// <summary>Texts that are too small, or of nearly the colour of what is behind them.</summary>
    public required IReadOnlyList<string> Pale { get; init; }

    /// <summary>By how many pixels the page is wider than the window.</summary>
    public required double Excess { get; init; }

    /// <summary>What is in the console.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>What was asked for beside the page.</summary>
    public IReadOnlyList<string> Requests { get; init; } = [];

    /// <summary>What a screen reader finds: roles with names.</summary>
    public IReadOnlyList<(string Role, string Name)> Parts { get; init; } = [];

    /// <summary>Asserts that the page can be read, by itself.</summary>
    public void IsLegible()
    {
        Assert.Empty(Messages);
        Assert.Empty(Requests);
        Assert.Empty(Clipped);
        Assert.Empty(Pale);
        Assert.InRange(Excess, double.MinValue, 0);
    }

    /// <summary>Asserts that there is a part of a role whose name contains a text.</summary>
    public void Has(string role, string name)
    {
        var names = Parts.Where(part => part.Role == role).Select(part => part.Name ?? "").ToList();
        Assert.True(names.Exists(found => found.Contains(name, StringComparison.Ordinal)), $"There is no {role} '{name}', but: {string.Join(" | ", names)}");
    }
}
