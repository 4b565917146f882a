using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Training;

public sealed class RunOptionsTests
{
    private readonly RunOptions _options = new TinyDistiller.Options();

    [Fact]
    public void Have_the_declared_values()
    {
        var declared = new TrainAttribute { Epochs = 3, BatchSize = 16, Seed = 7 };

        Assert.Equal(
            (declared.Epochs, declared.BatchSize, declared.Seed, declared.Keep),
            (_options.Epochs, _options.BatchSize, _options.Seed, _options.Keep));
    }

    [Fact]
    public void Take_settings_by_their_paths()
    {
        var set = _options.With("train.epochs", "5").With("train.batchSize", "8").With("train.seed", "-3").With("train.keep", "last");

        Assert.Equal((5, 8, -3, Keep.Last), (set.Epochs, set.BatchSize, set.Seed, set.Keep));
        Assert.IsType<TinyDistiller.Options>(set);
    }

    [Theory]
    [InlineData("train.epochs", "five")]
    [InlineData("train.epochs", "")]
    [InlineData("train.epochs", "5.5")]
    [InlineData("train.epochs", "1,000")]
    [InlineData("train.epochs", "99999999999")]
    [InlineData("train.batchSize", " 8")]
    [InlineData("train.seed", "0x7")]
    [InlineData("train.keep", "best")]
    public void Refuse_a_value_that_cannot_be_read(string path, string value)
    {
        var refusal = Assert.Throws<KdException>(() => _options.With(path, value));

        Assert.Equal("KD1020", refusal.Id);
        Assert.Contains(path, refusal.Message);
        Assert.Contains($"\"{value}\"", refusal.Message);
    }

    [Theory]
    [InlineData("train.epoch")]
    [InlineData("Train.Epochs")]
    [InlineData("response.temperature")]
    [InlineData("")]
    public void Refuse_a_setting_that_there_is_not(string path)
    {
        var refusal = Assert.Throws<KdException>(() => _options.With(path, "1"));

        Assert.Equal("KD1004", refusal.Id);
        Assert.Contains(path, refusal.Message);
    }

    [Fact]
    public void Follow_a_request()
    {
        var recorder = new Recorder();
        var folder = Path.GetFullPath("project");
        var request = new StageRequest
        {
            Assembly = "a.dll",
            Stage = "TinyStudent",
            Output = "out",
            ProjectFolder = folder,
            Device = "cuda:1",
            DataPath = "data",
            Settings = new Dictionary<string, string> { ["train.epochs"] = "5" },
            Weights = new Dictionary<string, string> { ["TinyTeacher"] = "w" },
            Reporter = recorder,
        };

        var options = (_options with { ImportedWeights = "weights/own" }).For(request);

        Assert.Equal((5, "cuda:1", "out"), (options.Epochs, options.Device, options.Output));
        Assert.Equal((Path.Combine(folder, "data"), Path.Combine(folder, "weights", "own")), (options.DataPath, options.ImportedWeights));
        Assert.Equal("w", options.Weights["TinyTeacher"]);
        Assert.Same(recorder, options.Reporter);
    }
}
