using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>The base of the divergences between the student's and the teacher's distribution at each token.</summary>
public abstract class TokenDivergence : Loss
{
    private readonly double _temperature;
    private readonly double _factor;
    private readonly TokenReduction _reduction;

    private string Word => GetType().Name;

    private protected TokenDivergence(double temperature, double temperaturePower, TokenReduction reduction)
    {
        _temperature = HyperParameter.Positive(temperature);
        _factor = Math.Pow(temperature, temperaturePower);
        _reduction = reduction;
    }

    /// <summary>Reduces a divergence to a number.</summary>
    /// <param name="student">Logits (B, C) or (B, L, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <param name="divergence">What is measured of the logarithms of the student's and the teacher's probabilities, by token.</param>
    /// <param name="mask">Not 0 at the tokens that count; all do without a mask.</param>
    private protected Tensor Reduce(Tensor student, Tensor teacher, Func<Tensor, Tensor, Tensor> divergence, Tensor? mask = null)
    {
        (student, teacher) = Logits.Pair(student, teacher, Word);
        if (student.dim() == 4)
        {
            throw new ArgumentException($"{Word} takes logits (B, C) or (B, L, C), but got {Shapes.Text(student)}.", nameof(student));
        }

        if (mask is null)
        {
            var sum = divergence(Divergence.Logarithms(student, _temperature), Divergence.Logarithms(teacher, _temperature)).sum();
            return sum.mul(Scalars.Of(_factor / Divisor(student, student.numel() / student.size(-1))));
        }

        RequireMask(student, mask);

        // Equal logits in place of those that do not count: a model may leave NaN there, which times 0 would be NaN.
        using var padding = mask.eq(Scalars.Zero);
        using var left = padding.unsqueeze(-1);
        var divergences = divergence(
            Divergence.Logarithms(student.masked_fill(left, Scalars.Zero), _temperature),
            Divergence.Logarithms(teacher.masked_fill(left, Scalars.Zero), _temperature)).masked_fill(padding, Scalars.Zero);
        var total = divergences.sum().mul(Scalars.Of(_factor / Divisor(student, tokens: 1)));
        return _reduction is TokenReduction.TokenMean or TokenReduction.ElementMean
            ? total.div(padding.logical_not().sum().clamp_min(Scalars.One))
            : total;
    }

    /// <summary>Throws unless the mask has a number for each token.</summary>
    private protected void RequireMask(Tensor student, Tensor mask)
    {
        if (!mask.shape.AsSpan().SequenceEqual(student.shape.AsSpan(..^1)))
        {
            throw new ArgumentException($"{Word} takes a mask of the logits' shape {Shapes.Text(student)} without the classes, but got {Shapes.Text(mask)}.", nameof(mask));
        }
    }

    /// <summary>Throws unless the labels have a class for each token.</summary>
    private protected void RequireLabels(Tensor student, Tensor labels)
    {
        if (student.dim() != labels.dim() + 1)
        {
            throw new ArgumentException($"{Word} takes labels of the logits' shape {Shapes.Text(student)} without the classes, but got {Shapes.Text(labels)}.", nameof(labels));
        }

        ClassLabels.Require(student.flatten(0, -2), labels.flatten(), Word);
    }

    private double Divisor(Tensor student, double tokens) => _reduction switch
    {
        TokenReduction.TokenMean => tokens,
        TokenReduction.ElementMean => tokens * student.size(-1),
        TokenReduction.SampleMean => student.size(0),
        _ => 1,
    };
}
