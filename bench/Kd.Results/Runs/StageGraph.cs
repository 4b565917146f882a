using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Kd.Results.Data;
using Kd.Results.Models;
using Kd.Training;

namespace Kd.Results.Runs;

/// <summary>Trains the stages that the generator declared in this assembly, each behind those that it needs, once for each seed.</summary>
/// <param name="folder">Where results and the file of finished runs go.</param>
/// <param name="data">The folder of Fashion-MNIST.</param>
/// <param name="seeds">The seeds.</param>
/// <param name="reporter">Hears of the runs.</param>
/// <param name="settings">Settings of every run, beside its seed.</param>
internal sealed class StageGraph(string folder, string data, IReadOnlyList<int> seeds, IRunReporter reporter, IReadOnlyDictionary<string, string>? settings = null)
{
    private static readonly Dictionary<string, DistillStageAttribute> _stages =
        typeof(StageGraph).Assembly.GetCustomAttributes<DistillStageAttribute>().ToDictionary(stage => stage.Name);

    private readonly FinishedRuns _finished = new(Path.Combine(Directory.CreateDirectory(folder).FullName, "runs.jsonl"));

    /// <summary>The stages of the assembly.</summary>
    public static IReadOnlyDictionary<string, DistillStageAttribute> Stages => _stages;

    /// <summary>The result of a stage with a seed: that of the file, or of a run now.</summary>
    public FinishedRun Result(string stage, int seed)
    {
        (stage, seed) = Original(stage, seed);
        var key = Key(stage, seed);
        if (_finished.Find(key) is { } finished)
        {
            return finished;
        }

        var before = _stages[stage].After.ToDictionary(name => name, name => Result(name, seed).WeightsFile);
        var output = Path.Combine(folder, stage, string.Create(CultureInfo.InvariantCulture, $"{seed}-{key[..8]}"));
        if (Directory.Exists(output))
        {
            // What a killed run left.
            Directory.Delete(output, recursive: true);
        }

        Directory.CreateDirectory(output);
        var run = FinishedRun.Of(key, seed, Run(stage, seed, output, before));
        _finished.Add(run);
        return run;
    }

    /// <summary>A hash over what was declared for a stage and those before it, the seed, the data and the versions. The code is not in it.</summary>
    public string Key(string stage, int seed)
    {
        (stage, seed) = Original(stage, seed);
        var text = new StringBuilder();
        text.AppendLine(_stages[stage].Declaration);
        text.AppendLine(CultureInfo.InvariantCulture, $"{stage} {seed} {FashionMnist.TrainCount} {FashionMnist.ValidationCount} {FashionMnist.TestCount} {Versions.Text}");
        foreach (var setting in settings ?? new Dictionary<string, string>())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{setting.Key}={setting.Value}");
        }

        foreach (var name in _stages[stage].After)
        {
            text.AppendLine(Key(name, seed));
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // The second and the third teacher are the teacher of the next seeds, which the table trains anyway.
    private (string Stage, int Seed) Original(string stage, int seed) => stage switch
    {
        nameof(SecondTeacher) => (nameof(WideTeacher), After(seed, 1)),
        nameof(ThirdTeacher) => (nameof(WideTeacher), After(seed, 2)),
        _ => (stage, seed),
    };

    private int After(int seed, int steps) => seeds[(seeds.ToList().IndexOf(seed) + steps) % seeds.Count];

    private RunResult Run(string stage, int seed, string output, Dictionary<string, string> weights)
    {
        var request = new StageRequest
        {
            Assembly = typeof(StageGraph).Assembly.Location,
            Stage = stage,
            Output = output,
            ProjectFolder = folder,
            Device = "cpu",
            DataPath = data,
            Settings = new Dictionary<string, string>(settings ?? new Dictionary<string, string>()) { ["train.seed"] = seed.ToString(CultureInfo.InvariantCulture) },
            Weights = weights,
            Reporter = reporter,
        };
        return typeof(StageGraph).GetMethod(nameof(RunTyped), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(_stages[stage].Entry)
            .CreateDelegate<Func<StageRequest, RunResult>>()(request);
    }

    private static RunResult RunTyped<TStage>(StageRequest request)
        where TStage : IStage => TStage.Run(request);
}
