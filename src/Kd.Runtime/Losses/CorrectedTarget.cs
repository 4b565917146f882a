using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Minifinetuning's target: the teacher's distribution, mixed with the label so that the label leads by a threshold.</summary>
internal sealed class CorrectedTarget
{
    private static readonly Scalar _epsilon = 1e-7;
    private readonly Scalar _threshold;

    public CorrectedTarget(double threshold) => _threshold = Scalars.Of(HyperParameter.Share(threshold));

    /// <summary>KL(target || student) by token.</summary>
    public Func<Tensor, Tensor, Tensor> Divergence(Tensor labels) => (student, teacher) =>
        nn.functional.kl_div(student, Of(teacher.exp(), labels), log_target: false, reduction: nn.Reduction.None).sum(-1);

    private Tensor Of(Tensor probabilities, Tensor labels)
    {
        var index = labels.unsqueeze(-1);
        var own = probabilities.gather(-1, index);
        var (top, best) = probabilities.max(-1, keepdim: true);

        // The share of the label in the mixture: what lets it lead the best class, or raises the best class that it is.
        var lead = top.add(own, Scalars.MinusOne);
        var leading = lead.add(_threshold, Scalars.One).div(lead.add(Scalars.One, Scalars.One).add(_epsilon, Scalars.One));
        var raised = own.add(_threshold, Scalars.One).clamp_max(Scalars.One).add(top, Scalars.MinusOne)
            .div(top.neg().add(Scalars.One, Scalars.One).add(_epsilon, Scalars.One));
        var share = where(best.eq(index), raised, leading);
        return probabilities.mul(share.neg().add(Scalars.One, Scalars.One)).scatter_add(-1, index, share);
    }
}
