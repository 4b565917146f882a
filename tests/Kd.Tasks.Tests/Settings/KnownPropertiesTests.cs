using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Kd.Tasks.Settings;

namespace Kd.Tasks.Tests.Settings;

public sealed class KnownPropertiesTests
{
    private static readonly string _root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    [Theory]
    [InlineData("KdEpoch", "KdEpochs")]
    [InlineData("KdStudents", "KdStudent")]
    [InlineData("kdbaselin", "KdBaseline")]
    [InlineData("KdSettings", null)]
    [InlineData("KdResumes", "KdResume")]
    public void An_unknown_name_is_told_of_with_the_nearest(string name, string? nearest)
    {
        var warning = Assert.Single(KnownProperties.Warnings([name]));
        Assert.StartsWith($"{name} is not a property of Kd", warning);
        Assert.Equal(nearest is not null, warning.Contains("Did you mean"));
        Assert.EndsWith(nearest is null ? "effect." : $"Did you mean '{nearest}'?", warning);
    }

    [Theory]
    [InlineData("Configuration")]
    [InlineData("Skd")]
    [InlineData("kdepochs")]
    public void Other_names_and_other_case_are_no_concern(string name) => Assert.Empty(KnownProperties.Warnings([name]));

    [Theory]
    [InlineData("src/Kd.Tasks/build/Kd.targets", @"\$\((Kd\w+)")]
    [InlineData("samples/Digits/Digits.csproj", @"\$\((Kd\w+)")]
    [InlineData("docs/distill.md", @"^\| `(Kd\w+)` \|")]
    public void Every_property_that_there_is_is_known(string file, string pattern)
    {
        var names = Regex.Matches(File.ReadAllText(Path.Combine(_root, file)), pattern, RegexOptions.Multiline).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(names);
        Assert.Empty(KnownProperties.Warnings(names));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
