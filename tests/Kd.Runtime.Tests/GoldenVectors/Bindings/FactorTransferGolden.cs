using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Factor transfer.</summary>
internal sealed class FactorTransferGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["ft/repdistiller"] = v => OfFeatures(v, FactorForm.Attention, FactorDistance.MeanAbsolute),
        ["ft/repdistiller_p2_2"] = v => OfFeatures(v, FactorForm.Attention, FactorDistance.MeanSquared),
        ["ft/kdzoo"] = v => OfFeatures(v, FactorForm.Elements, FactorDistance.MeanAbsolute),
        ["ft/torchdistill_p2"] = v => OfFeatures(v, FactorForm.Elements, FactorDistance.SampleNorm),
        ["ft/original_full"] = v => Of(v, FactorForm.Elements, batchNorm: false, loss =>
        {
            v.WithWeights(loss, "translator.", "_translator.");
            v.WithWeights(loss, "paraphraser.conv", "_paraphraser.conv");
            v.WithWeights(loss, "paraphraser.deconv", "_decoder.deconv");
        }),
        ["ft/repdistiller_full"] = v => Of(v, FactorForm.Attention, batchNorm: true, loss =>
        {
            for (var layer = 0; layer < 3; layer++)
            {
                // The peer counts convolution, batch normalisation and activation as three.
                var (convolution, norm) = (3 * layer, (3 * layer) + 1);
                v.WithWeights(loss, $"translator.encoder.{convolution}.", $"_translator.conv{layer}.");
                v.WithWeights(loss, $"translator.encoder.{norm}.", $"_translator.bn{layer}.");
                v.WithWeights(loss, $"paraphraser.encoder.{convolution}.", $"_paraphraser.conv{layer}.");
                v.WithWeights(loss, $"paraphraser.decoder.{convolution}.", $"_decoder.deconv{layer}.");
            }
        }),
    };

    // For a sample of zeros the reference's gradient is 1e12 times a rounding choice.
    public Tensor ComparableRows(string family, string file, Tensor input) => file == "kdzoo__b4_c3_3x3_zero.safetensors"
        ? arange(input.size(0), ScalarType.Int64).masked_select(input.detach().flatten(1).abs().sum(1).gt(0))
        : arange(input.size(0), ScalarType.Int64);

    private static Tensor OfFeatures(GoldenVector v, FactorForm factor, FactorDistance distance) =>
        new FactorTransfer(v.Student.shape, v.Teacher.shape, paraphrase: false, factor: factor, distance: distance).Forward(v.Student, v.Teacher);

    private static Tensor Of(GoldenVector v, FactorForm factor, bool batchNorm, Action<FactorTransfer> load)
    {
        // The references train the paraphraser beforehand.
        var loss = new FactorTransfer(v.Student.shape, v.Teacher.shape, rate: v.Hyper("k"), batchNorm: batchNorm, factor: factor, reconstruction: 0);
        load(loss);
        return loss.Forward(v.Student, v.Teacher);
    }
}
