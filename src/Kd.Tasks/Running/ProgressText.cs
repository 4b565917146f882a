using System.Globalization;

namespace Kd.Tasks.Running;

/// <summary>Says how far a stage has come: for a log in one line, for a terminal in two that fit it.</summary>
/// <param name="stage">The stage.</param>
/// <param name="status">What its process says.</param>
/// <param name="pace">How fast it goes on.</param>
internal sealed class ProgressText(string stage, HostStatus status, TrainingPace pace)
{
    private const string Separator = ", ";
    private const string More = "...";

    private string Epoch => $"{stage}: epoch {status.Epoch}/{status.Epochs}";

    private string Step => $"step {status.Step}/{status.Steps}";

    private string? Loss => status.Losses.Count > 0 ? $"loss {Number(Total.Value)}" : null;

    private string? Rate => pace.SamplesPerSecond is { } rate ? FormattableString.Invariant($"{rate:N0} samples/s") : null;

    private string? Left => pace.Left is { } left ? $"{Time(left)} left" : null;

    private KeyValuePair<string, double> Total => status.Losses[status.Losses.Count - 1];

    // A loss of one term is the total.
    private IReadOnlyList<string> Terms => status.Losses.Count > 2 ? [.. status.Losses.Take(status.Losses.Count - 1).Select(term => $"{term.Key} {Number(term.Value)}")] : [];

    /// <summary>All of it, in one line.</summary>
    public override string ToString()
    {
        var loss = Terms.Count > 0 ? $"{Loss} ({string.Join(Separator, Terms)})" : Loss;
        return Join(Epoch, Step, loss, status.Validation, Rate, Left);
    }

    /// <summary>What fits a terminal: a line, and below it the losses by term if there are several.</summary>
    /// <param name="width">How many characters a line may have.</param>
    public IReadOnlyList<string> Fitted(int width)
    {
        string[] shorterAndShorter =
        [
            Join(Epoch, Step, Loss, status.Validation, Rate, Left),
            Join(Epoch, Loss, status.Validation, Rate, Left),
            Join(Epoch, Loss, status.Validation, Left),
            Join(Epoch, Loss, Left),
            Join(Epoch, Left),
        ];
        var line = shorterAndShorter.FirstOrDefault(text => text.Length <= width) ?? Cut(Epoch, width);
        return Terms.Count > 0 ? [line, Cut("  " + string.Join(Separator, Terms), width)] : [line];
    }

    private static string Join(params string?[] parts) => string.Join(Separator, parts.Where(part => part is not null));

    private static string Cut(string text, int width) =>
        text.Length <= width ? text : width <= More.Length ? "" : text.Substring(0, width - More.Length) + More;

    private static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan time) => time switch
    {
        { TotalHours: >= 10 } => $"{Math.Round(time.TotalHours)} h",
        { TotalMinutes: >= 60 } => $"{(int)time.TotalHours} h {time.Minutes} min",
        { TotalMinutes: >= 1.5 } => $"{Math.Round(time.TotalMinutes)} min",

        // A number that jumps about by a second says less than one that stands still.
        { TotalSeconds: >= 10 } => $"{Math.Round(time.TotalSeconds / 5) * 5} s",
        _ => "a few seconds",
    };
}
