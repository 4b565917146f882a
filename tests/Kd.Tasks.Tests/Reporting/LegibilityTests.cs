using System.Runtime.CompilerServices;
using System.Text.Json;
using Kd.Tasks.Graph;
using Kd.Tests.Browsing;

namespace Kd.Tasks.Tests.Reporting;

/// <summary>Pages with as much in them as there may be, in a browser.</summary>
public sealed class LegibilityTests(Browser browser) : IClassFixture<Browser>
{
    private const int Classes = 30;

    [SkippableTheory]
    [InlineData(400, false)]
    [InlineData(400, true)]
    [InlineData(1400, false)]
    [InlineData(1400, true)]
    public async Task Long_names_many_models_many_terms_and_many_classes_stay_legible(int width, bool isDark)
    {
        Skip.If(Browser.Program is null, "There is no Chromium: apt-get install chromium.");
        using var results = new Results();
        var @long = string.Concat(Enumerable.Repeat("averylongnamewithoutanend", 4));
        for (var i = 0; i < 8; i++)
        {
            results.Add(new($"{@long}{i}", StageRole.Teacher) { After = i == 0 ? [] : [$"{@long}{i - 1}"] }, Results.Summary("teacher", "T", 0.9 + i / 100.0, 123_456_789), Results.Epochs(1000, 0.1 * i), ("predictions.json", Predictions));
        }

        var epochs = Enumerable.Range(1, 1000).Select(epoch => JsonSerializer.Serialize(new
        {
            epoch,
            learningRate = 1e-9 * epoch,
            losses = Enumerable.Range(0, 20).ToDictionary(i => $"term{i}.{@long}", i => Math.Pow(10, i - 10) * epoch),
            validation = new { accuracy = epoch % 7 == 0 ? null : (double?)(epoch / 1000.0), loss = 1e9 / epoch },
            seconds = 1000,
        }));
        results.Add(new(@long, StageRole.Student) { After = [$"{@long}7"] }, Results.Summary("student", @long, 1e-12, 1), epochs, ("predictions.json", Predictions));
        results.Page();

        var page = await browser.OpenAsync(results.Report, width, isDark, Path.Combine(Screenshots(), $"extreme-{width}-{(isDark ? "dark" : "light")}.png"));

        page.IsLegible();
        page.Has("heading", @long);
    }

    [SkippableFact]
    public async Task What_is_not_legible_is_seen()
    {
        Skip.If(Browser.Program is null, "There is no Chromium: apt-get install chromium.");
        using var results = new Results();
        var path = results.Folder.Write("bad.html", """
            <!DOCTYPE html><html><body><p style="color:#999">pale</p><p style="width:2000px">wide</p><p style="width:20px;overflow:hidden">clippedword</p>
            <svg width="50" height="20" role="img" aria-label="chart"><text x="40" y="12">outside</text></svg><img src="missing.png"/><script>console.log('loud')</script></body></html>
            """);

        var page = await browser.OpenAsync(path, 400, isDark: false, results.Folder.PathOf("bad.png"));

        Assert.Equal(["pale"], page.Pale);
        Assert.Equal(["wide", "clippedword", "outside"], page.Clipped);
        Assert.InRange(page.Excess, 1600, 1700);
        Assert.Contains("loud", page.Messages);
        Assert.EndsWith("missing.png", Assert.Single(page.Requests));
    }

    private static string Predictions => JsonSerializer.Serialize(new
    {
        samples = 100_000,
        classes = Classes,
        matrix = Enumerable.Range(0, Classes).Select(label => Enumerable.Range(0, Classes).Select(said => label == said ? 3000 : label * said % 11)),
        disagreement = new
        {
            with = new string('w', 90),
            count = 12345,
            examples = Enumerable.Range(0, 12).Select(sample => new { sample = 1_000_000_000L * sample, label = 3, own = new { @class = 5, confidence = 0.5 }, teacher = new { @class = 3, confidence = 1 } }),
        },
    });

    private static string Screenshots([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "artifacts", "screenshots"));
}
