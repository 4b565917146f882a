using System.Text.Json.Nodes;
using Kd.Training;

namespace Kd.Schemes.Tests;

/// <summary>Runs each generated class twice: in one piece, and ended after every step and in every validation.</summary>
internal sealed class InterruptedRuns : IDisposable
{
    // An epoch has this many samples in a step, so that it has a few steps.
    private const int BatchSize = 400;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kd-interrupted-");
    private readonly Dictionary<string, string> _weights = [];

    /// <summary>Runs a stage in both ways, and asserts that they leave the same files.</summary>
    /// <param name="run">The generated <c>Run</c>.</param>
    /// <param name="options">What to do; where is said here.</param>
    /// <returns>How often it was ended.</returns>
    public int AssertSame<TOptions>(Func<TOptions, RunResult> run, TOptions options)
        where TOptions : RunOptions
    {
        options = (TOptions)(options with { BatchSize = BatchSize, Epochs = Math.Max(2, options.Epochs), Weights = new Dictionary<string, string>(_weights) });
        var unbroken = run((TOptions)(options with { Output = New("unbroken"), Reporter = new Interruption(after: int.MaxValue) }));
        var (checkpoints, broken) = (New("checkpoints"), New("broken"));
        var ends = 0;
        for (var ended = true; ended; ends++)
        {
            // As a build does it: the folder of results is made anew, that of checkpoints stays.
            if (Directory.Exists(broken))
            {
                Directory.Delete(broken, recursive: true);
            }

            var interruption = new Interruption(after: 2);
            try
            {
                run((TOptions)(options with { Output = broken, Checkpoints = checkpoints, Reporter = interruption, Stop = interruption.Token }));
                ended = false;
            }
            catch (OperationCanceledException e)
            {
                Assert.Contains("is saved", e.Message);
            }

            Assert.True(ends < 200, "It does not get on.");
        }

        Assert.Equal(Files(Path.GetDirectoryName(unbroken.WeightsFile)!, unbroken), Files(broken, unbroken));
        foreach (var each in unbroken.Peers.Prepend(unbroken))
        {
            _weights[each.Peer ?? each.Stage] = each.WeightsFile;
        }

        return ends - 1;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string New(string kind) => Path.Combine(_folder.FullName, $"{_weights.Count}-{kind}");

    // A peer has a folder inside that of its group.
    private static Dictionary<string, string> Files(string folder, RunResult result)
    {
        var root = result.Peer is null || !folder.EndsWith(result.Peer, StringComparison.Ordinal) ? folder : Path.GetDirectoryName(folder)!;
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "latency.json")
            .ToDictionary(file => Path.GetRelativePath(root, file), file => Path.GetFileName(file) == "metrics.jsonl" ? Untimed(file) : Convert.ToHexString(File.ReadAllBytes(file)));
    }

    private static string Untimed(string metrics) => string.Join('\n', File.ReadAllLines(metrics).Select(line =>
    {
        var json = JsonNode.Parse(line)!.AsObject();
        Assert.True(json.Remove("seconds"));
        return json.ToJsonString();
    }));

    /// <summary>Asks a run to stop when it has begun so many steps and validations.</summary>
    private sealed class Interruption(int after) : IRunReporter
    {
        private readonly CancellationTokenSource _source = new();
        private int _begun;

        public CancellationToken Token => _source.Token;

        public void Enter(RunPhase phase, int epoch = 0, int step = 0)
        {
            if (phase is RunPhase.Training or RunPhase.Validation && ++_begun == after)
            {
                _source.Cancel();
            }
        }

        public void Progress(string text)
        {
        }

        public void Warning(string id, string text) => Assert.Fail($"{id}: {text}");
    }
}
