using System.Diagnostics;
using System.Globalization;
using Kd.Bench;
using Kd.Results;
using Kd.Results.Data;
using Kd.Results.Runs;
using Kd.Tasks.Running;
using TorchSharp;

const string Worker = "worker";
int[] seeds = [1, 2, 3];
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var data = FashionMnist.Folder;
if (!FashionMnist.IsIn(data))
{
    Console.WriteLine($"Skipped: Fashion-MNIST is not in {data}. On Debian: apt-get install dataset-fashion-mnist.");
    return 0;
}

if (args is not [Worker])
{
    return InTrainersEnvironment();
}

// The numbers depend on the number of threads.
torch.set_num_threads(1);
var root = Root();
var graph = new StageGraph(Path.Combine(root, "bench", "Kd.Results", ".kd"), data, seeds, SilentReporter.Instance);
var rows = new List<(Row, IReadOnlyList<FinishedRun>)>();
foreach (var row in Row.All)
{
    FinishedRun[] runs = [.. seeds.Select(seed => graph.Result(row.Stage, seed))];
    rows.Add((row, runs));
    Console.WriteLine($"{row.Title}: test {Statistics.MeanAndDeviation([.. runs.Select(r => r.Test)])}");
}

var page = Path.Combine(root, "docs", "results.md");
File.WriteAllText(page, ResultsTable.Put(File.ReadAllText(page), ResultsTable.Of(rows)));
Console.WriteLine(page);
return 0;

// The environment that Distill trains in has to be there before the process begins.
static int InTrainersEnvironment()
{
    var program = Environment.ProcessPath!;
    string[] host = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(Row).Assembly.Location] : [];
    var start = new ProcessStartInfo(program, [.. host, Worker]);
    foreach (var variable in ChildEnvironment.Create(threads: "1", libTorch: null, waitForDebugger: false))
    {
        var parts = variable.Split('=', 2);
        start.Environment[parts[0]] = parts[1];
    }

    using var process = Process.Start(start)!;
    process.WaitForExit();
    return process.ExitCode;
}

static string Root()
{
    var folder = new DirectoryInfo(AppContext.BaseDirectory);
    while (!File.Exists(Path.Combine(folder.FullName, "Kd.sln")))
    {
        folder = folder.Parent ?? throw new InvalidOperationException("The program is not in the repository.");
    }

    return folder.FullName;
}
