using Kd.IO;
using Kd.Native;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;
using TorchSharp.Modules;

namespace Kd.Tests.Training;

/// <summary>What Precision and Fast make of a model and of what it computes.</summary>
public sealed class ComputationTests : ScopedTest
{
    private readonly Recorder _recorder = new();

    [Theory]
    [InlineData(Precision.Float32, false, ScalarType.Float32, ScalarType.Float32, ScalarType.Float32)]
    [InlineData(Precision.Float32, true, ScalarType.Float32, ScalarType.BFloat16, ScalarType.Float32)]
    [InlineData(Precision.Mixed, false, ScalarType.BFloat16, ScalarType.BFloat16, ScalarType.Float32)]
    [InlineData(Precision.BFloat16, false, ScalarType.BFloat16, ScalarType.BFloat16, ScalarType.BFloat16)]
    public void Each_computes_in_its_bits(Precision precision, bool fast, ScalarType student, ScalarType teacher, ScalarType evaluation)
    {
        using var model = nn.Linear(4, 3);
        var computation = new Computation(Options with { Precision = precision, Fast = fast }, CPU);

        Assert.Equal((student, teacher, evaluation), (TypeIn(computation.Student), TypeIn(computation.Teacher), TypeIn(computation.Evaluation)));
        Assert.Equal(ScalarType.Float32, model.call(rand(2, 4)).dtype);

        ScalarType TypeIn(Func<Autocast> cast)
        {
            using var _ = cast();
            return model.call(rand(2, 4)).dtype;
        }
    }

    [Fact]
    public void What_a_student_gives_is_widened_and_its_gradients_have_32_bits()
    {
        using var model = nn.Linear(4, 3);
        var computation = new Computation(Options with { Precision = Precision.BFloat16 }, CPU);
        Tensor logits;
        using (computation.Student())
        {
            logits = Autocast.Widen(model.call(rand(2, 4)));
        }

        logits.square().sum().backward();

        Assert.Equal((ScalarType.Float32, ScalarType.Float32), (logits.dtype, model.weight.grad!.dtype));
    }

    [Fact]
    public void Fast_puts_channels_last_and_changes_neither_values_nor_files()
    {
        using var model = nn.Sequential(nn.Conv2d(16, 16, 3, padding: 1), nn.ReLU(), nn.Flatten(), nn.Linear(16 * 64, 3));
        var (images, bytes) = (rand(2, 16, 8, 8), File(model));
        var expected = model.call(images);

        var computation = new Computation(Options with { Fast = true }, CPU);
        computation.Take(model, computation.Student);

        Assert.Equal([144, 1, 48, 16], model.parameters().First().stride());
        Assert.Equal(bytes, File(model));
        Tensors.AssertClose("logits", expected, model.call(images), relative: 1e-5, absolute: 1e-5);
        Assert.Empty(_recorder.Lines);
    }

    [Fact]
    public void Without_either_nothing_is_done()
    {
        using var model = nn.Conv2d(16, 16, 3);

        var computation = new Computation(Options, CPU);
        computation.Take(model, computation.Student);

        Assert.Equal([144, 9, 3, 1], model.weight.stride());
    }

    [Fact]
    public void Convolutions_that_are_right_pass()
    {
        using var model = nn.Sequential(nn.Conv2d(16, 32, 3, padding: 1), nn.Conv1d(8, 8, 5), nn.Conv3d(8, 8, 3));
        using var wide = nn.Conv1d(8, 8, 20);

        Assert.Null(ConvolutionCheck.FindWrong(model, () => default));
        Assert.Null(ConvolutionCheck.FindWrong(model, () => Autocast.On(DeviceType.CPU)));
        Assert.Null(ConvolutionCheck.FindWrong(nn.Sequential(wide), () => default));
    }

    [Fact]
    public void One_that_differs_from_double_precision_is_found()
    {
        using var model = nn.Sequential(nn.Conv2d(8, 8, 1), nn.ReLU(), nn.Conv2d(16, 24, 3));
        using var withoutGradients = no_grad();

        // The sums are too large for 32 bits.
        model.parameters().Last(p => p.dim() == 4).fill_(1e38);

        Assert.Equal("2 (16 to 24 channels)", ConvolutionCheck.FindWrong(model, () => default));
    }

    [SkippableFact]
    public void What_oneDNN_computes_wrongly_libtorch_computes_without_it()
    {
        using var model = nn.Sequential(nn.Conv2d(10, 16, 5));
        var wrong = OneDnn.IsBlind ? ConvolutionCheck.FindWrong(model, () => default) : null;
        Skip.If(wrong is null, "oneDNN is right with these channels: the processor tells the sizes of its caches, or all of its instructions are used.");
        try
        {
            new Computation(Options, CPU).Check(model, () => default);

            Assert.Contains($"oneDNN computes {wrong} of Sequential wrongly on this machine", string.Join('\n', _recorder.Lines));
            Assert.Null(ConvolutionCheck.FindWrong(model, () => default));
        }
        finally
        {
            OneDnn.Enable(true);
        }
    }

    private TinyDistiller.Options Options => new() { Reporter = _recorder };

    private static byte[] File(Sequential model)
    {
        var path = Path.GetTempFileName();
        try
        {
            ModelWeights.Save(model, path);
            return System.IO.File.ReadAllBytes(path);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }
}
