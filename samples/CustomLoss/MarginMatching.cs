using Kd;
using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace CustomLoss;

/// <summary>The word: the student is to be as sure of the teacher's answer as the teacher is.</summary>
[LossClass(typeof(MarginMatching))]
public sealed class MarginMatchingAttribute : ResponseAttribute
{
    /// <summary>How much less sure the student may be, in logits. At least 0.</summary>
    public double Slack { get; set; } = 0.5;
}

/// <summary>
/// The loss: mean over samples of max(0, m_t - m_s - slack), with m the logit of the teacher's answer less the largest of the others.
/// </summary>
public sealed class MarginMatching : Loss
{
    private static readonly Scalar _minusOne = -1, _none = double.NegativeInfinity;
    private readonly Scalar _minusSlack;

    /// <summary>Makes the loss: <paramref name="slack"/> is the property of the same name of the word.</summary>
    public MarginMatching(double slack)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slack);
        _minusSlack = -slack;
    }

    /// <summary>Computes the loss: the parameters get what is named as they are.</summary>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        var answer = teacher.argmax(1, keepdim: true);
        return Margin(teacher, answer).add(Margin(student, answer), _minusOne).add(_minusSlack).relu().mean();
    }

    private static Tensor Margin(Tensor logits, Tensor answer)
    {
        var isAnswer = arange(logits.size(1), device: logits.device).eq(answer);
        return logits.gather(1, answer).add(logits.masked_fill(isAnswer, _none).amax([1], keepdim: true), _minusOne);
    }
}
