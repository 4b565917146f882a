using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

public sealed class TokenDivergenceTests : ScopedTest
{
    private readonly Tensor _student = randn([4, 3, 5], ScalarType.Float64);
    private readonly Tensor _teacher = randn([4, 3, 5], ScalarType.Float64);

    public static TheoryData<string, Action> OutOfRange { get; } = new()
    {
        { "temperature", () => _ = new ReverseKl(0) },
        { "temperature", () => _ = new MaskedTotalVariation(double.NaN) },
        { "reverseShare", () => _ = new SymmetricKl(1.1) },
        { "skew", () => _ = new SkewKl(1) },
        { "skew", () => _ = new MaskedReverseSkewKl(-0.1) },
        { "beta", () => _ = new GeneralizedJsd(1.1) },
        { "beta", () => _ = new MaskedGeneralizedJsd(double.NaN) },
        { "headMass", () => _ = new AdaptiveKl(-0.1) },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Hyper_parameters_out_of_their_range_are_refused_by_name(string name, Action make) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);

    [Theory]
    [InlineData(new long[] { 4, 5 }, new long[] { 4, 6 })]
    [InlineData(new long[] { 4, 3, 5 }, new long[] { 4, 4, 5 })]
    [InlineData(new long[] { 5 }, new long[] { 5 })]
    [InlineData(new long[] { 4, 3, 2, 5 }, new long[] { 4, 3, 2, 5 })]
    public void Shapes_that_do_not_fit_are_named(long[] student, long[] teacher) =>
        Refusals.Name(() => new ReverseKl().Forward(randn(student), randn(teacher)), student, teacher);

    [Theory]
    [InlineData(new long[] { 4 })]
    [InlineData(new long[] { 4, 2 })]
    [InlineData(new long[] { 4, 3, 5 })]
    public void A_mask_of_another_shape_is_named(long[] mask) =>
        Refusals.Name(() => new MaskedReverseKl().Forward(_student, _teacher, ones(mask)), _student.shape, mask);

    [Theory]
    [InlineData(TokenReduction.Sum, 1)]
    [InlineData(TokenReduction.SampleMean, 4)]
    [InlineData(TokenReduction.TokenMean, 4 * 3)]
    [InlineData(TokenReduction.ElementMean, 4 * 3 * 5)]
    public void A_reduction_divides_the_sum(TokenReduction reduction, double divisor)
    {
        var sum = new ReverseKl(reduction: TokenReduction.Sum).Forward(_student, _teacher);

        Near(sum.div(divisor), new ReverseKl(reduction: reduction).Forward(_student, _teacher));
        Near(sum.div(divisor), new MaskedReverseKl(reduction: reduction).Forward(_student, _teacher, ones(4, 3)));
    }

    [Theory]
    [InlineData(ScalarType.Bool)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Float32)]
    public void Tokens_that_do_not_count_are_as_if_they_were_not_there(ScalarType type)
    {
        var mask = tensor(new long[,] { { 1, 1, 0 }, { 0, 1, 0 }, { 0, 0, 0 }, { 1, 1, 1 } });
        var counted = mask.flatten().nonzero().squeeze(1);
        var student = _student.masked_fill(mask.eq(0).unsqueeze(-1), double.NaN).requires_grad_(true);

        var loss = new MaskedGeneralizedJsd().Forward(student, _teacher, mask.to_type(type));
        loss.backward();

        Near(new GeneralizedJsd().Forward(Rows(_student), Rows(_teacher)), loss);
        Assert.True(Tensors.AreFinite(student.grad!));
        Assert.Equal(0, student.grad!.masked_select(mask.eq(0).unsqueeze(-1)).abs().sum().ToDouble());

        Tensor Rows(Tensor logits) => logits.flatten(0, 1).index_select(0, counted);
    }

    [Fact]
    public void A_batch_without_tokens_that_count_has_no_loss()
    {
        Assert.Equal(0, new MaskedForwardKl(crossEntropy: true).Forward(_student, _teacher, zeros(4, 3)).ToDouble());
        Assert.Equal(0, new MaskedAdaptiveKl(reduction: TokenReduction.ElementMean).Forward(_student, _teacher, zeros(4, 3)).ToDouble());
    }

    [Fact]
    public void Classes_that_both_rule_out_have_no_part()
    {
        var ruledOut = full([4, 3, 2], double.NegativeInfinity, ScalarType.Float64);
        var student = Tensors.Learned(cat([_student, ruledOut], -1));
        foreach (var (name, loss) in Divergences())
        {
            var value = loss(student, cat([_teacher, ruledOut], -1));
            value.backward();

            Assert.True(Math.Abs(loss(_student, _teacher).ToDouble() - value.ToDouble()) < 1e-12, name);
            Assert.True(Tensors.AreFinite(student.grad!), name);
        }
    }

    [Fact]
    public void Shifted_logits_are_the_same_distribution()
    {
        foreach (var (_, loss) in Divergences())
        {
            Near(loss(_student, _teacher), loss(_student.add(randn([4, 3, 1], ScalarType.Float64)), _teacher.add(7)));
        }
    }

    [Fact]
    public void Half_precision_is_compared_in_single_precision()
    {
        var student = Tensors.Learned(_student.to_type(ScalarType.BFloat16));
        var teacher = _teacher.to_type(ScalarType.BFloat16);
        foreach (var (name, loss) in Divergences())
        {
            var value = loss(student, teacher);
            value.backward();

            Assert.Equal(ScalarType.Float32, value.dtype);
            Assert.True(Tensors.AreFinite(student.grad!), name);
            Assert.Equal(loss(student.to_type(ScalarType.Float64), teacher.to_type(ScalarType.Float64)).ToDouble(), value.ToDouble(), 1e-5);
        }
    }

    [Fact]
    public void Reverse_is_forward_with_the_models_changed()
    {
        Near(new ForwardKl().Forward(_teacher, _student), new ReverseKl().Forward(_student, _teacher));
        Near(new SkewKl().Forward(_teacher, _student), new ReverseSkewKl().Forward(_student, _teacher));
        Near(new GeneralizedJsd(0.1).Forward(_teacher, _student), new GeneralizedJsd(0.9).Forward(_student, _teacher));
        Near(new TotalVariation().Forward(_teacher, _student), new TotalVariation().Forward(_student, _teacher));
    }

    [Fact]
    public void Limits_are_the_Kullback_Leibler_divergences()
    {
        var (forward, reverse) = (new ForwardKl().Forward(_student, _teacher), new ReverseKl().Forward(_student, _teacher));

        Near(forward, new GeneralizedJsd(0).Forward(_student, _teacher));
        Near(reverse, new GeneralizedJsd(1).Forward(_student, _teacher));
        Near(forward, new GeneralizedJsd(1e-7).Forward(_student, _teacher).div(1e-7), 1e-5);
        Near(reverse, new GeneralizedJsd(1 - 1e-7).Forward(_student, _teacher).div(1e-7), 1e-5);
        Near(forward, new SkewKl(0).Forward(_student, _teacher));
        Near(reverse, new ReverseSkewKl(0).Forward(_student, _teacher));
        Near(forward, new SymmetricKl(0).Forward(_student, _teacher));
        Near(reverse, new SymmetricKl(1).Forward(_student, _teacher));
        Near(forward, new AdaptiveKl(1).Forward(_student, _teacher));
    }

    [Fact]
    public void Bounded_divergences_keep_their_bounds()
    {
        var (student, teacher) = (_student.sign().mul(1e4), _teacher.sign().mul(1e4));

        Assert.InRange(new GeneralizedJsd().Forward(student, teacher).ToDouble(), 0, Math.Log(2));
        Assert.InRange(new TotalVariation().Forward(student, teacher).ToDouble(), 0, 1);
        Assert.InRange(new SkewKl(0.1).Forward(student, teacher).ToDouble(), 0, -Math.Log(0.1));
        Assert.InRange(new ReverseSkewKl(0.1).Forward(student, teacher).ToDouble(), 0, -Math.Log(0.1));
    }

    [Fact]
    public void The_entropy_of_the_teacher_changes_the_value_alone()
    {
        var (student, other) = (Tensors.Learned(_student), Tensors.Learned(_student));
        var entropy = new ForwardKl(crossEntropy: true).Forward(_teacher, _teacher);

        var divergence = new ForwardKl().Forward(student, _teacher);
        var crossEntropy = new ForwardKl(crossEntropy: true).Forward(other, _teacher);
        divergence.backward();
        crossEntropy.backward();

        Near(divergence.add(entropy), crossEntropy);
        Near(student.grad!, other.grad!);
    }

    [Fact]
    public void Adaptive_weights_are_the_shares_of_head_and_tail_in_the_error()
    {
        // Probabilities 1/2, 1/4, 1/8, 1/8 of the teacher and 1/8, 1/8, 1/4, 1/2 of the student: at a mass of 0.8 two classes are the head.
        var teacher = tensor(new[] { 8.0, 4, 2, 2 }).log().unsqueeze(0);
        var student = tensor(new[] { 2.0, 2, 4, 8 }).log().unsqueeze(0);
        var (forward, reverse) = (new ForwardKl().Forward(student, teacher), new ReverseKl().Forward(student, teacher));

        Near(forward.add(reverse).div(2), new AdaptiveKl(0.8).Forward(student, teacher));
        Near(forward.mul(3.0 / 8).add(reverse, alpha: 5.0 / 8), new AdaptiveKl(0.5).Forward(student, teacher));
        Near(forward.mul(3.0 / 8).add(reverse, alpha: 5.0 / 8), new AdaptiveKl(0).Forward(student, teacher));
    }

    private static (string Name, Func<Tensor, Tensor, Tensor> Loss)[] Divergences() =>
    [
        ("ForwardKl", new ForwardKl().Forward), ("ReverseKl", new ReverseKl().Forward), ("SymmetricKl", new SymmetricKl().Forward),
        ("SkewKl", new SkewKl().Forward), ("ReverseSkewKl", new ReverseSkewKl().Forward), ("GeneralizedJsd", new GeneralizedJsd().Forward),
        ("TotalVariation", new TotalVariation().Forward), ("AdaptiveKl", new AdaptiveKl().Forward),
    ];

    private static void Near(Tensor expected, Tensor actual, double relative = 1e-12) =>
        Tensors.AssertClose("loss", expected, actual, relative, absolute: 1e-14);
}
