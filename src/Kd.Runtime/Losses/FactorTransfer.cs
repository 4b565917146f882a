using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Factor transfer: mean of |f_s / |f_s| - f_t / |f_t||, f_s the translator's view of the student's feature and f_t the paraphraser's
/// of the teacher's, and the mean of (d(f_t) - t)^2 that the paraphraser learns by (Kim, Park, Kwak, NeurIPS 2018).
/// </summary>
[AgreesOn(Agreement.Channels, "paraphrase", false, "factor", FactorForm.Elements), AgreesOn(Agreement.Samples)]
public sealed class FactorTransfer : Loss
{
    private readonly FactorForm _factor;
    private readonly FactorDistance _distance;
    private readonly double _reconstruction;
    private readonly string? _paraphraserStage;
    private readonly long _studentChannels;
    private readonly long _teacherChannels;
    private readonly nn.Module<Tensor, Tensor>? _translator;
    private readonly nn.Module<Tensor, Tensor>? _paraphraser;
    private readonly nn.Module<Tensor, Tensor>? _decoder;

    /// <summary>Whether the paraphraser was trained in a stage of its own: 1, which goes on to the stages after it, or 0.</summary>
    private readonly Tensor? _isParaphrased;
    private bool _mayTransfer;

    /// <summary>Makes the loss with its translator and paraphraser.</summary>
    /// <param name="studentShape">The shape of the student's feature, samples first.</param>
    /// <param name="teacherShape">The shape of the teacher's feature, samples first.</param>
    /// <param name="paraphrase">Whether there are a translator and a paraphraser; else the features are the factors.</param>
    /// <param name="rate">The factors' channels, as a share of the teacher's, above 0.</param>
    /// <param name="batchNorm">Whether the translator has batch normalisation.</param>
    /// <param name="factor">What of a factor is compared.</param>
    /// <param name="distance">How it is compared.</param>
    /// <param name="reconstruction">The weight of the paraphraser's own loss, at least 0.</param>
    /// <param name="paraphraserStage">The stage in which the paraphraser is trained, alone; null if it learns with the student.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    /// <exception cref="ArgumentException">A shape is not that of maps, or there is no paraphraser for its stage to train.</exception>
    public FactorTransfer(
        long[] studentShape, long[] teacherShape, bool paraphrase = true, double rate = 0.5, bool batchNorm = false,
        FactorForm factor = FactorForm.Elements, FactorDistance distance = FactorDistance.MeanAbsolute, double reconstruction = 1,
        string? paraphraserStage = null)
    {
        HyperParameter.Positive(rate);
        HyperParameter.NotNegative(reconstruction);
        (_factor, _distance, _reconstruction, _paraphraserStage) = (factor, distance, reconstruction, paraphraserStage);
        if (paraphraserStage is not null && (!paraphrase || reconstruction == 0))
        {
            throw new ArgumentException("FactorTransfer trains a paraphraser in a stage of its own: let Paraphrase be true and Reconstruction above 0.", nameof(paraphraserStage));
        }

        _studentChannels = FeatureMaps.Channels(studentShape, "FactorTransfer", nameof(studentShape));
        _teacherChannels = FeatureMaps.Channels(teacherShape, "FactorTransfer", nameof(teacherShape));
        if (paraphrase)
        {
            var channels = Math.Max(1, (long)(_teacherChannels * rate));
            _translator = Encoder(_studentChannels, channels, batchNorm);
            _paraphraser = Encoder(_teacherChannels, channels, batchNorm: false);
            _decoder = Decoder(channels, _teacherChannels);
            register_module(nameof(_translator), _translator);
            register_module(nameof(_paraphraser), _paraphraser);
            register_module(nameof(_decoder), _decoder);
            if (paraphraserStage is not null)
            {
                register_buffer(nameof(_isParaphrased), _isParaphrased = zeros(1, ScalarType.Float32, CPU).DetachFromDisposeScope());
            }
        }
    }

    /// <inheritdoc/>
    public override Agreement Agreement => _translator is null && _factor == FactorForm.Elements ? Agreement.Channels : Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Maps (B, C, H, W).</param>
    /// <param name="teacher">Maps of the same batch; the larger factor is pooled to the size of the smaller.</param>
    /// <param name="at">Where the run is: its stage counts, if the paraphraser has one of its own.</param>
    /// <exception cref="ArgumentException">Not maps of one batch, or other channels than the loss was made for.</exception>
    /// <exception cref="InvalidOperationException">The paraphraser's stage was not before this one.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, StepContext at = default)
    {
        FeatureMaps.Require(student, teacher, "FactorTransfer");
        if (_translator is null || _paraphraser is null || _decoder is null)
        {
            return Distance(student, teacher);
        }

        FeatureMaps.RequireChannels(student, _studentChannels, "FactorTransfer", nameof(student));
        FeatureMaps.RequireChannels(teacher, _teacherChannels, "FactorTransfer", nameof(teacher));
        if (_isParaphrased is not null && at.Stage == _paraphraserStage)
        {
            using (no_grad())
            {
                _isParaphrased.fill_(Scalars.One);
            }

            return Reconstruction(_paraphraser.call(teacher), teacher);
        }

        if (_isParaphrased is not null)
        {
            RequireParaphraser(_isParaphrased, at.Stage);
            return Distance(FeatureMaps.Through(_translator, student), Fixed(_paraphraser, teacher));
        }

        var target = _paraphraser.call(teacher);
        var loss = Distance(FeatureMaps.Through(_translator, student), target.detach());
        return _reconstruction > 0 ? loss.add(Reconstruction(target, teacher), Scalars.One) : loss;
    }

    private Tensor Reconstruction(Tensor factor, Tensor teacher) => nn.functional.mse_loss(_decoder!.call(factor), teacher).mul(Scalars.Of(_reconstruction));

    private static Tensor Fixed(nn.Module<Tensor, Tensor> paraphraser, Tensor teacher)
    {
        using var constant = no_grad();
        return paraphraser.call(teacher);
    }

    // Asked once: reading the value waits for the device.
    private void RequireParaphraser(Tensor isParaphrased, string? stage)
    {
        if (!_mayTransfer && isParaphrased.ToSingle() == 0)
        {
            throw new InvalidOperationException(
                $"FactorTransfer's paraphraser has learned nothing when the stage \"{stage}\" begins. Let the stage \"{_paraphraserStage}\" stand before it, and the term belong to both.");
        }

        _mayTransfer = true;
    }

    private Tensor Distance(Tensor student, Tensor teacher)
    {
        (student, teacher) = FeatureMaps.ToSmaller(student, teacher);
        var (ours, theirs) = (Direction(student), Direction(teacher));
        Shapes.RequireEqual(ours, theirs, "FactorTransfer", "Factors need equal channels: let Paraphrase be true, or Adapter AdapterKind.Auto.");
        return _distance switch
        {
            FactorDistance.MeanAbsolute => nn.functional.l1_loss(ours, theirs),
            FactorDistance.MeanSquared => nn.functional.mse_loss(ours, theirs),
            _ => ours.add(theirs, Scalars.MinusOne).norm(1, keepdim: false, p: 2).mean(),
        };
    }

    private Tensor Direction(Tensor factor) =>
        Unit.Along((_factor == FactorForm.Elements ? factor : factor.mul(factor).sum(1)).flatten(1), 1);

    private static nn.Module<Tensor, Tensor> Encoder(long input, long output, bool batchNorm)
    {
        var layers = new List<(string, nn.Module<Tensor, Tensor>)>();
        long[] channels = [input, input, output, output];
        for (var i = 0; i < 3; i++)
        {
            layers.Add(($"conv{i}", FeatureMaps.Convolution(channels[i], channels[i + 1], 3, bias: true)));
            if (batchNorm)
            {
                layers.Add(($"bn{i}", nn.BatchNorm2d(channels[i + 1], device: CPU)));
            }

            layers.Add(($"relu{i}", new Leaky()));
        }

        return nn.Sequential(layers);
    }

    private static nn.Module<Tensor, Tensor> Decoder(long input, long output)
    {
        return nn.Sequential(
            ("deconv0", Deconvolution(input, input)), ("relu0", new Leaky()),
            ("deconv1", Deconvolution(input, output)), ("relu1", new Leaky()),
            ("deconv2", Deconvolution(output, output)), ("relu2", new Leaky()));

        static nn.Module<Tensor, Tensor> Deconvolution(long from, long to) => nn.ConvTranspose2d(from, to, 3, padding: 1, device: CPU);
    }

    /// <summary>A leaky ReLU that holds its slope.</summary>
    private sealed class Leaky() : nn.Module<Tensor, Tensor>("leaky")
    {
        private static readonly Scalar _slope = 0.1;

        public override Tensor forward(Tensor input) => input.leaky_relu(_slope);
    }
}
