using Kd.Tests.Training.Tiny;
using Kd.Training;
using TorchSharp.Modules;
using AdamW = Kd.Training.AdamW;
using Optimizer = Kd.Training.Optimizer;

namespace Kd.Tests.Training;

/// <summary>On the CPU, the same seed gives the same bytes.</summary>
public sealed class DeterminismTests : IDisposable
{
    private static readonly Dictionary<string, Func<IEnumerable<Parameter>, Optimizer>> _optimizers = new()
    {
        ["Sgd"] = parameters => new Sgd(parameters, 0.05, momentum: 0.9),
        ["AdamW"] = parameters => new AdamW(parameters, 0.01),
    };

    private readonly TinyRun _tiny = new();

    public static TheoryData<string> Optimizers { get; } = [.. _optimizers.Keys];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void The_same_seed_gives_the_same_file(string optimizer)
    {
        Assert.Equal(Weights(seed: 7, optimizer), Weights(seed: 7, optimizer));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Another_seed_gives_another(string optimizer)
    {
        Assert.NotEqual(Weights(seed: 7, optimizer), Weights(seed: 8, optimizer));
    }

    [Fact]
    public void What_happened_before_in_the_process_does_not_matter()
    {
        var first = Weights(seed: 7, "Sgd");
        rand(100).Dispose();
        using (nn.Linear(10, 10))
        {
            Assert.Equal(first, Weights(seed: 7, "Sgd"));
        }
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void All_that_a_run_can_do_gives_the_same_files_with_the_same_seed(int seed, bool same)
    {
        Dictionary<string, byte[]> first = Everything(7), second = Everything(seed);

        Assert.Equal(
            ["One.2/parts", "One.2/student", "One.2/student.epoch1", "One/parts", "One/student", "One/student.epoch1", "Other/parts", "Other/student", "Other/student.epoch1"],
            first.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first, file => Assert.Equal(same, file.Value.SequenceEqual(second[file.Key])));
    }

    public void Dispose() => _tiny.Dispose();

    /// <summary>Copies and another, a frozen member, parts, pairs of random views, a mean teacher and a teacher, checkpoints.</summary>
    /// <returns>The files of weights.</returns>
    private Dictionary<string, byte[]> Everything(int seed)
    {
        var (options, data) = (_tiny.Options with { Seed = seed, Epochs = 2 }, TinyData.Make());
        using (var loop = new TinyLoop(options, "group", data: data with { Train = data.Train.Augmented(b => b with { Images = b.Images.add(randn_like(b.Images), 0.1) }) }))
        {
            var run = loop.Run;
            run.KeepParts();
            run.Checkpoint(1);
            run.Arrange(BatchArrangement.ClassPairs);
            var (one, copy, other) = (run.Trained(new TinyStudent(), "One"), run.Trained(new TinyStudent(), "One.2"), run.Trained(new TinyTeacher(), "Other"));
            run.Freeze(other.children().First());
            var (mean, teacher) = (run.Averaged(new TinyStudent(), one, 0.9), run.Frozen(new TinyTeacher(), "TinyTeacher"));
            nn.Module<Tensor, Tensor>[] models = [one, copy, other];
            var adapters = models.Select(model => run.Own(model, "response.adapter", nn.Linear(3, 3))).ToList();
            Array.ForEach(models, model => loop.Use(model));
            loop.Train(
                batch =>
                {
                    var target = teacher.call(batch.Images).add(mean.call(batch.Images), 1).softmax(1).detach();
                    return stack(models.Select((model, i) => nn.functional.cross_entropy(adapters[i].call(model.call(batch.Images)), target))).sum();
                },
                models);
            loop.Finish(models);
        }

        return Directory.EnumerateFiles(options.Output!, "*.safetensors", SearchOption.AllDirectories)
            .ToDictionary(file => Path.ChangeExtension(Path.GetRelativePath(options.Output!, file), null).Replace('\\', '/'), File.ReadAllBytes);
    }

    private byte[] Weights(int seed, string optimizer)
    {
        var result = TinyDistiller.Run(_tiny.Options with { Seed = seed, Optimizer = _optimizers[optimizer], Keep = Keep.Last });
        return File.ReadAllBytes(result.WeightsFile);
    }
}
