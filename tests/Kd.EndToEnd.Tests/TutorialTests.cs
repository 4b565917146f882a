using System.Text.RegularExpressions;

namespace Kd.EndToEnd.Tests;

/// <summary>What somebody sees who does all that <c>docs/tutorial.md</c> says, in its order.</summary>
public sealed partial class TutorialTests(Packages packages) : IClassFixture<Packages>
{
    private const string Data = "samples/Digits/data/digits.csv.gz";

    [Fact]
    public void The_tutorial_can_be_followed_from_the_first_line_to_the_last()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(packages["kd/" + Data])!);
        File.Copy(Path.Combine(Repository.Root, Data), packages["kd/" + Data]);

        var (folder, said, shown) = (".", "", 0);
        foreach (Match block in Block().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "tutorial.md"))))
        {
            var (file, text) = (block.Groups["file"].Value, block.Groups["text"].Value);
            switch (block.Groups["language"].Value)
            {
                case "sh":
                    // The newest version of the package, whoever else has one of its name.
                    said = packages.Shell(folder, text.Replace("add package Kd", $"add package Kd --version {packages.Version}"));
                    folder = Change().Match(text) is { Success: true } change ? change.Groups[1].Value : folder;
                    break;
                case "text":
                    AssertShown(text, said);
                    shown++;
                    break;
                default:
                    Assert.NotEmpty(file);
                    packages.Write(file, text);
                    break;
            }
        }

        Assert.True(shown > 5, "The page shows nothing that could be compared.");
    }

    // Each line of the page is in one of the output's, in their order. Numbers with a decimal point may be others, and three dots are anything.
    private static void AssertShown(string page, string output)
    {
        var lines = page.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var pattern = string.Join(@"[^\n]*\n(.*\n)?[^\n]*?", lines.Select(line => Decimal().Replace(Regex.Escape(line).Replace(@"\.\.\.", "[^\n]*"), @"\d+\.\d+")));
        Assert.True(Regex.IsMatch(output, pattern, RegexOptions.Singleline), $"The page shows\n{page}\nand what is printed is\n{output}");
    }

    [GeneratedRegex("(?:^`(?<file>[^`\n]+)`[^\n]*\n(?:[^\n]+\n)*\n)?^```(?<language>\\w+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^cd (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Change();

    // As it is once it is escaped.
    [GeneratedRegex(@"\d+\\\.\d+")]
    private static partial Regex Decimal();
}
