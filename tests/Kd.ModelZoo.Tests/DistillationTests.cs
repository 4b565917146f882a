using System.Reflection;
using System.Text.Json;
using Kd.IO;
using Kd.Training;
using ModelZoo;
using static TorchSharp.torch;

namespace Kd.ModelZoo.Tests;

/// <summary>Each generated distiller takes a step on random images, with a teacher that has learned nothing.</summary>
public sealed class DistillationTests : IDisposable
{
    private static readonly Dictionary<string, DistillStageAttribute> _stages =
        typeof(Cifar100).Assembly.GetCustomAttributes<DistillStageAttribute>().ToDictionary(stage => stage.Name);

    private readonly CifarFolder _folder = new();

    public DistillationTests()
    {
        var random = new Random(1);
        _folder.Write("train.bin", count: 5, (_, _, _, _) => (byte)random.Next(256));
        _folder.Write("test.bin", count: 2, (_, _, _, _) => (byte)random.Next(256));
    }

    public static TheoryData<string> Students =>
        [.. _stages.Values.Where(s => s.Role == StageRole.Student && s.Student is null).Select(s => s.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Students))]
    public void A_student_takes_a_step_with_finite_losses(string name)
    {
        var result = Run(name);

        Assert.Equal(1, result.Epochs);
        Assert.True(File.Exists(result.WeightsFile));
    }

    private RunResult Run(string name)
    {
        var stage = _stages[name];
        var output = Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;
        var request = new StageRequest
        {
            Assembly = typeof(Cifar100).Assembly.Location,
            Stage = name,
            Output = output,
            ProjectFolder = _folder.Path,
            Device = "cpu",
            DataPath = _folder.Path,
            Settings = new Dictionary<string, string> { ["train.epochs"] = "1" },
            Weights = stage.After.ToDictionary(before => before, before => _stages[before].Role == StageRole.Teacher ? Untrained(before) : Run(before).WeightsFile),
            Reporter = new Silent(),
        };
        var result = typeof(DistillationTests).GetMethod(nameof(RunTyped), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(stage.Entry)
            .CreateDelegate<Func<StageRequest, RunResult>>()(request);
        var losses = JsonDocument.Parse(File.ReadLines(Path.Combine(output, "metrics.jsonl")).Last()).RootElement.GetProperty("losses");
        Assert.All(losses.EnumerateObject(), loss => Assert.True(double.IsFinite(loss.Value.GetDouble()), $"{name}: {loss}"));
        return result;
    }

    private static RunResult RunTyped<TStage>(StageRequest request)
        where TStage : IStage => TStage.Run(request);

    private string Untrained(string teacher)
    {
        var file = Path.Combine(_folder.Path, $"{teacher}.safetensors");
        using var model = (nn.Module)Activator.CreateInstance(typeof(Cifar100).Assembly.GetType($"ModelZoo.Models.{teacher}")!)!;
        SafeTensors.Write(file, model.state_dict());
        return file;
    }

    private sealed class Silent : IRunReporter
    {
        public void Progress(string text)
        {
        }

        public void Warning(string id, string text) => Assert.Fail($"{id}: {text}");
    }
}
