using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Inter-channel correlation: sum of (N(G_s) - N(G_t))^2 / (C * B), G = F F^T between a sample's channels, N dividing rows by their
/// norms (Liu et al., ICCV 2021).
/// </summary>
[AgreesOn(Agreement.Channels, "embed", false), AgreesOn(Agreement.Samples)]
public sealed class Ickd : Loss
{
    private readonly IckdReduction _reduction;
    private readonly nn.Module<Tensor, Tensor>? _embedding;

    /// <summary>Makes the loss.</summary>
    /// <param name="studentShape">The shape of the student's map, samples first; needed for the embedding.</param>
    /// <param name="teacherShape">The shape of the teacher's map, samples first; needed for the embedding.</param>
    /// <param name="embed">Whether the student's map passes through a trained 1x1 convolution and batch normalisation.</param>
    /// <param name="reduction">How the squared differences are reduced.</param>
    /// <exception cref="ArgumentException">The embedding lacks the shapes of two maps.</exception>
    public Ickd(long[] studentShape = null!, long[] teacherShape = null!, bool embed = true, IckdReduction reduction = IckdReduction.Rows)
    {
        _reduction = reduction;
        if (!embed)
        {
            return;
        }

        if (studentShape is not { Length: 4 } || teacherShape is not { Length: 4 })
        {
            throw new ArgumentException(
                $"Ickd's embedding relates maps (B, C, H, W), but got {Text(studentShape)} and {Text(teacherShape)}.", nameof(studentShape));
        }

        _embedding = nn.Sequential(
            ("conv", nn.Conv2d(studentShape[1], teacherShape[1], 1, bias: false, device: CPU)),
            ("bn", nn.BatchNorm2d(teacherShape[1], device: CPU)));
        register_module(nameof(_embedding), _embedding);

        static string Text(long[]? shape) => shape is null ? "null" : Shapes.Text(shape);
    }

    /// <inheritdoc/>
    public override Agreement Agreement => _embedding is null ? Agreement.Channels : Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Maps (B, C, H, W).</param>
    /// <param name="teacher">Maps (B, C, H, W) of any height and width.</param>
    /// <exception cref="ArgumentException">Not maps of one batch, or channels that differ.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        var ours = ChannelGram.Of(Embedded(student), "Ickd", nameof(student));
        var theirs = ChannelGram.Of(teacher.detach(), "Ickd", nameof(teacher));
        Shapes.RequireEqual(ours, theirs, "Ickd", "The matrices (B, C, C) must agree: set Embed, or an Adapter such as AdapterKind.Auto.");
        var squared = Unit.Along(ours, 2).add(Unit.Along(theirs, 2), Scalars.MinusOne).square().sum();
        return squared.mul(Scalars.Of(1.0 / Divisor(ours.size(0), ours.size(1))));
    }

    private Tensor Embedded(Tensor student) => _embedding is null ? student : FeatureMaps.Through(_embedding, SampleRows.Precise(FeatureMaps.Of(student, "Ickd", nameof(student)), "Ickd", nameof(student)));

    private double Divisor(double samples, double channels) => _reduction switch
    {
        IckdReduction.RowsOverBatch => channels * samples * samples,
        IckdReduction.ElementMean => channels * channels * samples,
        _ => channels * samples,
    };
}
