using System.Text.RegularExpressions;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Kd.Reporting;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Points">Epochs with values; NaN where there is none.</param>
internal sealed record Curve(string Name, IReadOnlyList<(double Epoch, double Value)> Points);

/// <summary>Charts over epochs, as SVG whose colours are those of the page.</summary>
internal static class LineChart
{
    private const int MostMarkedPoints = 30;
    private static readonly PageColor _background = new(OxyColors.Transparent, "none");

    // OxyPlot knows colours by number; these stand for variables of the style sheet.
    private static readonly PageColor _text = new(OxyColor.FromRgb(1, 2, 3), "var(--muted)");
    private static readonly PageColor _grid = new(OxyColor.FromRgb(1, 2, 4), "var(--line)");
    private static readonly PageColor _accent = new(OxyColor.FromRgb(1, 2, 5), "var(--accent)");
    private static readonly PageColor _plain = new(OxyColor.FromRgb(1, 2, 6), "var(--text)");
    private static readonly double[]?[] _dashes = [null, [6, 4], [2, 3], [8, 3, 2, 3], [14, 4]];
    private static readonly OxyThickness _margins = new(56, 8, 24, 40);

    /// <summary>A chart that fills the width of the page, with what its lines are.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="curves">The lines; the first has the accent.</param>
    public static XElement Wide(string title, IReadOnlyList<Curve> curves) => Html.Tag(
        "figure",
        Html.Tag("h3", title),
        Html.Tag("ul", Html.Class("legend"), curves.Select((curve, i) => Html.Tag("li", Swatch(i), Html.Tag("span", curve.Name)))),
        Draw(title, curves, 880, 300, "chart wide"),
        Draw(title, curves, 340, 240, "chart narrow"));

    /// <summary>A small chart of one line.</summary>
    /// <param name="curve">The line.</param>
    public static XElement Small(Curve curve) => Html.Tag("figure", Html.Tag("h3", curve.Name), Draw(curve.Name, [curve], 280, 180, "chart"));

    private static XElement Draw(string title, IReadOnlyList<Curve> curves, int width, int height, string kind)
    {
        var model = new PlotModel { PlotAreaBorderThickness = new(0), Background = _background.Color, TextColor = _text.Color, DefaultFont = "system-ui", Padding = new(0), PlotMargins = _margins };
        var first = curves.SelectMany(curve => curve.Points).Select(point => point.Epoch).DefaultIfEmpty(1).Min();
        var last = curves.SelectMany(curve => curve.Points).Select(point => point.Epoch).DefaultIfEmpty(1).Max();
        model.Axes.Add(Axis(new LinearAxis { Position = AxisPosition.Bottom, Title = "epoch", Minimum = first == last ? first - 1 : first, Maximum = first == last ? last + 1 : last, MinimumMajorStep = 1, IntervalLength = 50 }));
        model.Axes.Add(Axis(new LinearAxis { Position = AxisPosition.Left, MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = _grid.Color, MaximumPadding = 0.05, MinimumPadding = 0.05, StringFormat = "G4", IntervalLength = 50 }));
        foreach (var (curve, i) in curves.Select((curve, i) => (curve, i)).Reverse())
        {
            model.Series.Add(Line(curve, i));
        }

        var svg = XElement.Parse(new OxyPlot.SvgExporter { Width = width, Height = height, IsDocument = false, UseVerticalTextAlignmentWorkaround = true }.ExportToString(model));
        return Page(svg, $"{title}: {string.Join("; ", curves.Select(Words))}", width, height, kind);
    }

    private static LineSeries Line(Curve curve, int number)
    {
        var line = new LineSeries
        {
            Color = number == 0 ? _accent.Color : _plain.Color,
            StrokeThickness = number == 0 ? 2.5 : 1.5,
            LineStyle = LineStyle.Solid,
            Dashes = Dashes(number),
            MarkerType = curve.Points.Count > MostMarkedPoints ? MarkerType.None : MarkerType.Circle,
            MarkerSize = 2.5,
            MarkerFill = number == 0 ? _accent.Color : _plain.Color,
        };
        line.Points.AddRange(curve.Points.Select(point => double.IsInfinity(point.Value) ? DataPoint.Undefined : new DataPoint(point.Epoch, point.Value)));
        return line;
    }

    private static Axis Axis(Axis axis)
    {
        (axis.AxislineStyle, axis.AxislineColor, axis.TicklineColor, axis.TextColor) = (LineStyle.None, _grid.Color, _grid.Color, _text.Color);
        (axis.TitleColor, axis.FontSize, axis.TitleFontSize) = (_text.Color, 12, 12);
        axis.AxisTitleDistance = 8;
        (axis.MajorTickSize, axis.MinorTickSize, axis.AxisTickToLabelDistance) = (0, 0, 6);
        return axis;
    }

    // What is drawn in fixed colours and sizes becomes a part of the page.
    private static XElement Page(XElement svg, string words, int width, int height, string kind)
    {
        foreach (var element in svg.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
            element.ReplaceAttributes(element.Attributes().Where(a => !a.IsNamespaceDeclaration && a.Name.LocalName != "id" && a.Name.LocalName != "clip-path")
                .Select(a => new XAttribute(a.Name.LocalName, Coloured(a.Value))).GroupBy(a => a.Name).Select(same => same.First()));
        }

        svg.Descendants("defs").Remove();
        svg.Descendants("rect").Where(rect => ((string?)rect.Attribute("width")) == width.ToString(System.Globalization.CultureInfo.InvariantCulture)).Remove();
        svg.ReplaceAttributes(Html.Attribute("viewBox", $"0 0 {width} {height}"), Html.Class(kind), Html.Attribute("role", "img"), Html.Attribute("aria-label", words));
        return svg;
    }

    private static string Coloured(string value) => new[] { _text, _grid, _accent, _plain }.Aggregate(value, (text, colour) =>
        Regex.Replace(text, $"#{colour.Color.R:x2}{colour.Color.G:x2}{colour.Color.B:x2}|rgb\\({colour.Color.R}, ?{colour.Color.G}, ?{colour.Color.B}\\)", colour.Name, RegexOptions.IgnoreCase));

    private static string Words(Curve curve)
    {
        var known = curve.Points.Where(point => !double.IsNaN(point.Value)).ToList();
        return known.Count == 0 ? $"{curve.Name} has no values" : $"{curve.Name} from {Text.Number(known[0].Value)} to {Text.Number(known[known.Count - 1].Value)} in epoch {known[known.Count - 1].Epoch}";
    }

    private static XElement Swatch(int number) => Html.Tag(
        "svg",
        Html.Attribute("viewBox", "0 0 28 8"),
        Html.Attribute("aria-hidden", "true"),
        Html.Tag("line", Html.Attribute("x1", 0), Html.Attribute("x2", 28), Html.Attribute("y1", 4), Html.Attribute("y2", 4), Html.Attribute(
            "style", number == 0 ? "stroke:var(--accent);stroke-width:2.5" : $"stroke:var(--text);stroke-width:1.5;stroke-dasharray:{string.Join(" ", Dashes(number)?.Select(dash => dash * 1.5) ?? [])}")));

    // OxyPlot takes lengths in widths of the line, SVG in pixels.
    private static double[]? Dashes(int number) => number == 0 ? null : _dashes[number % _dashes.Length];

    private readonly record struct PageColor(OxyColor Color, string Name);
}
