using System.Globalization;
using System.Text.Json;
using Kd.Reporting;
using Kd.Tasks.Graph;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.Reporting;

/// <summary>Results as runs leave them, and the reports about them.</summary>
internal sealed class Results : IDisposable
{
    private readonly List<StageItem> _run = [];

    public TemporaryFolder Folder { get; } = new();

    /// <summary>The report's file.</summary>
    public string Report => Folder.PathOf("out", "report.html");

    /// <summary>A teacher, a student and its baseline.</summary>
    public static Results OfDigits()
    {
        var results = new Results();
        results.Add(new("Large", StageRole.Teacher), Summary("teacher", "Large", 0.9889, 66154), Epochs(4, 0.8));
        results.Add(new("Small.Baseline", StageRole.Baseline), Summary("student", "Small", 0.9415, 1418), Epochs(4, 0.4));
        results.Add(new("Small", StageRole.Student) { After = ["Large"] }, Summary("student", "Small", 0.9749, 1418), Epochs(4, 0.6));
        return results;
    }

    public static string Summary(string role, string name, double? test, int parameters, string metric = "accuracy") => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        [role] = name,
        ["metric"] = metric,
        ["seed"] = 7,
        ["epochs"] = 4,
        ["keptEpoch"] = 3,
        ["device"] = "cpu",
        ["parameters"] = new Dictionary<string, int> { [role] = parameters },
        ["test"] = new Dictionary<string, double?> { [role] = test },
        ["validation"] = new Dictionary<string, double?> { [metric] = 0.5, ["loss"] = 1 },
    });

    public static IEnumerable<string> Epochs(int count, double start, string metric = "accuracy") => Enumerable.Range(1, count).Select(epoch => string.Format(
        CultureInfo.InvariantCulture,
        "{{\"epoch\":{0},\"learningRate\":0.05,\"losses\":{{\"response\":{1},\"total\":{1}}},\"validation\":{{\"{2}\":{3},\"loss\":{1}}},\"seconds\":0.5}}", epoch, 1.0 / epoch, metric, start + epoch * 0.0001));

    /// <summary>Adds a stage with its result.</summary>
    public StageItem Add(Stage stage, string summary, IEnumerable<string> epochs, params (string Name, string Text)[] files)
    {
        var item = Stages.Create(Folder, stage);
        item.Finish();
        foreach (var (_, folder) in stage.ModelsIn(item.Result).Select(model => (model.Key, model.Value)))
        {
            File.WriteAllText(Path.Combine(folder, "summary.json"), summary);
            File.WriteAllLines(Path.Combine(folder, "metrics.jsonl"), epochs);
            foreach (var (name, text) in files)
            {
                File.WriteAllText(Path.Combine(folder, name), text);
            }
        }

        _run.Add(item);
        return item;
    }

    /// <summary>Changes a stage that was added.</summary>
    public void Change(string name, Func<StageItem, StageItem> change) => _run[_run.FindIndex(item => item.Name == name)] = change(_run.Find(item => item.Name == name)!);

    /// <summary>Writes the report of the student that was added last.</summary>
    public bool Write(string? student = null, string configuration = "Debug") =>
        new ReportWriter(_run, new("My project/Digits.csproj", configuration)).Write(_run[^1], student ?? _run[^1].Name, Path.GetDirectoryName(Report)!);

    /// <summary>Writes the report and reads it.</summary>
    public PageText Page(string? student = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Report)!);
        Assert.True(Write(student));
        return PageText.Read(Report);
    }

    public void Dispose() => Folder.Dispose();
}
