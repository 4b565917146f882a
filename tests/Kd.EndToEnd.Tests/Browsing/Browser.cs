using System.Text.Json;
using PuppeteerSharp;
using PuppeteerSharp.Media;
using PuppeteerSharp.PageAccessibility;

namespace Kd.Tests.Browsing;

/// <summary>Headless Chromium, one for all tests of a class.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const int Height = 900;

    private static readonly string[] _places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // What a person would see at a glance: text that is cut off, or hardly stands out (WCAG wants a contrast of 4.5).
    private const string Look = """
        () => {
            const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
            const colour = text => {
                pixel.clearRect(0, 0, 1, 1);
                pixel.fillStyle = text;
                pixel.fillRect(0, 0, 1, 1);
                const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
                return [r, g, b, a / 255];
            };
            const over = (below, above) => [0, 1, 2].map(i => above[i] * above[3] + below[i] * (1 - above[3]));
            const background = element => {
                const layers = [];
                for (let e = element; e; e = e.parentElement) layers.unshift(colour(getComputedStyle(e).backgroundColor));
                return layers.reduce(over, [255, 255, 255]);
            };
            const luminance = rgb => rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            const clipped = [], pale = [];
            for (const element of document.querySelectorAll('body *')) {
                const text = [...element.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent.trim()).join(' ').trim();
                const box = element.getBoundingClientRect();
                if (!text || !box.width) continue;
                const svg = element.closest('svg'), style = getComputedStyle(element);
                const frame = svg ? svg.getBoundingClientRect() : { left: 0, right: innerWidth, top: -1e9, bottom: 1e9 };
                const isOutside = box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
                const overflows = !svg && style.display !== 'inline' && element.scrollWidth > element.clientWidth + 1;
                if ((isOutside || overflows) && !element.closest('.scroll')) clipped.push(text);
                if (!element.closest('.scroll') && !svg && parseFloat(style.fontSize) < 12) pale.push('small: ' + text);
                const behind = background(element);
                const seen = over(behind, colour(svg ? style.fill : style.color));
                if (contrast(luminance(seen), luminance(behind)) < 4.5) pale.push(text);
            }
            return JSON.stringify({ Clipped: clipped, Pale: pale, Excess: document.documentElement.scrollWidth - innerWidth });
        }
        """;

    private IBrowser? _browser;

    /// <summary>Where Chromium is; nothing if there is none.</summary>
    public static string? Program => Array.Find(_places, File.Exists);

    public async Task InitializeAsync() =>
        _browser = Program is null ? null : await Puppeteer.LaunchAsync(new() { Headless = true, ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu"] });

    /// <summary>Opens a page.</summary>
    /// <param name="file">The file.</param>
    /// <param name="width">The width of the window in pixels.</param>
    /// <param name="isDark">Whether the user likes it dark.</param>
    /// <param name="screenshot">Where to keep a picture.</param>
    public async Task<SeenPage> OpenAsync(string file, int width, bool isDark, string screenshot)
    {
        await using var page = await _browser!.NewPageAsync();
        List<string> messages = [], requests = [];
        page.Console += (_, e) => messages.Add(e.Message.Text);
        page.PageError += (_, e) => messages.Add(e.Message);
        page.Request += (_, e) => requests.Add(e.Request.Url);
        await page.SetViewportAsync(new() { Width = width, Height = Height });
        await page.EmulateMediaFeaturesAsync([new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = isDark ? "dark" : "light" }]);
        await page.GoToAsync(new Uri(file).AbsoluteUri);
        Directory.CreateDirectory(Path.GetDirectoryName(screenshot)!);
        await page.ScreenshotAsync(screenshot, new() { FullPage = true });
        var seen = JsonSerializer.Deserialize<SeenPage>(await page.EvaluateFunctionAsync<string>(Look))!;
        return seen with
        {
            Messages = messages,
            Requests = [.. requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)).Skip(1)],
            Parts = [.. Flat(await page.Accessibility.SnapshotAsync(new() { InterestingOnly = false })).Select(node => (node.Role, node.Name))],
        };
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    private static IEnumerable<SerializedAXNode> Flat(SerializedAXNode node) => (node.Children ?? []).SelectMany(Flat).Prepend(node);
}
