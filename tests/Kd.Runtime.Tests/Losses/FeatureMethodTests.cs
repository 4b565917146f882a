using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

/// <summary>What holds for one method of distilling features each.</summary>
public sealed class FeatureMethodTests : ScopedTest
{
    [Fact]
    public void Attention_over_pixels_does_not_tell_channels_apart()
    {
        var student = Map();

        Assert.Equal(0, new AttentionTransfer().Forward(student, cat([student, student.neg()], 1)).ToDouble(), 1e-12);
    }

    [Fact]
    public void Neuron_selectivity_does_not_depend_on_the_order_or_the_sign_of_channels()
    {
        var student = Map();

        Assert.Equal(0, new NeuronSelectivityTransfer().Forward(student, student.flip(1).neg()).ToDouble(), 1e-12);
    }

    [Fact]
    public void A_dead_channel_has_no_gradient_by_neuron_selectivity()
    {
        var student = cat([zeros(3, 1, 4, 4), randn(3, 2, 4, 4)], 1).requires_grad_(true);

        new NeuronSelectivityTransfer().Forward(student, randn(3, 3, 4, 4)).backward();

        Assert.Equal(0, student.grad!.narrow(1, 0, 1).abs().max().ToDouble());
    }

    [Theory]
    [InlineData(1.5, 2, 0)]
    [InlineData(0.25, 2, 0.75 * 0.75)]
    [InlineData(-1, 2, 4)]
    [InlineData(-1.5, -2, 0)]
    [InlineData(-0.25, 0, 0.75 * 0.75)]
    [InlineData(1, -2, 4)]
    public void A_boundary_is_a_squared_hinge_on_the_teachers_side(double student, double teacher, double expected) =>
        Assert.Equal(expected, new ActivationBoundary().Forward(tensor(new[,] { { student } }), tensor(new[,] { { teacher } })).ToDouble(), 1e-12);

    [Fact]
    public void Channel_wise_divergence_does_not_change_with_a_constant_on_a_channel()
    {
        var (student, teacher) = (Map(), Map());
        var loss = new ChannelWiseDivergence(temperature: 2);

        Assert.Equal(loss.Forward(student, teacher).ToDouble(), loss.Forward(student.add(randn([3, 3, 1, 1], ScalarType.Float64)), teacher).ToDouble(), 1e-12);
    }

    [Fact]
    public void Pkd_is_one_less_the_correlation()
    {
        var (student, teacher) = (randn([8, 1], ScalarType.Float64), randn([8, 1], ScalarType.Float64));
        var correlation = corrcoef(cat([student, teacher], 1).t())[0, 1].ToDouble();

        // The standardised values have 7 / 8 of the variance that the mean over 8 values sees.
        Assert.Equal((1 - correlation) * 7 / 8, new Pkd().Forward(student.mul(5).add(3), teacher).ToDouble(), 1e-5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pkd_takes_sizes_that_differ(bool resizeStudent)
    {
        var student = Map().requires_grad_(true);

        new Pkd(resizeStudent).Forward(student, randn([3, 3, 7, 5], ScalarType.Float64)).backward();

        Assert.True(student.grad!.abs().max().ToDouble() > 0);
    }

    [Fact]
    public void A_margin_is_the_mean_of_the_negative_values_behind_the_batch_normalisation()
    {
        var norm = Norm([1, -2, 0.5, 0, 1], [0, 0.3, 4, 1, -1]);

        var margin = Tensors.Numbers(Ofd.OfBatchNorm(norm, randn([1, 5], ScalarType.Float64)));

        var values = randn([1_000_000], ScalarType.Float64);
        var second = values.mul(2).add(0.3);
        Assert.Equal(-Math.Sqrt(2 / Math.PI), margin[0], 1e-6);
        Assert.Equal(second.masked_select(second.lt(0)).mean().ToDouble(), margin[1], 1e-2);
        Assert.Equal(-1.5, margin[2], 1e-6);
        Assert.Equal(0, margin[3], 1e-6);
        Assert.True(margin[4] < -1);
    }

    [Fact]
    public void The_overhaul_lets_the_student_be_below_what_the_relu_takes_away()
    {
        var teacher = tensor(new[] { -5.0, -0.1, -0.1, 1, 1 }).view(1, 1, 1, 5);
        var student = tensor(new[] { -9.0, -0.2, 0.3, 3, -1 }).view(1, 1, 1, 5);

        var loss = new Ofd().Forward(student, teacher, Norm([1], [0]));

        Assert.Equal((0.4 * 0.4) + 4 + 4, loss.ToDouble(), 1e-6);
    }

    [Fact]
    public void The_overhaul_names_a_module_that_it_cannot_take_margins_from()
    {
        Assert.Contains("null", Assert.Throws<ArgumentException>(() => new Ofd().Forward(Map(), Map(), null)).Message);
        Assert.Contains("ReLU", Assert.Throws<ArgumentException>(() => new Ofd().Forward(Map(), Map(), nn.ReLU())).Message);
        Assert.Contains("3 channels", Assert.Throws<ArgumentException>(() => new Ofd().Forward(Map(), Map(), nn.BatchNorm2d(4))).Message);
    }

    [Fact]
    public void Variances_start_as_they_are_told()
    {
        var loss = new Vid([1, 3, 4, 4], [1, 2, 4, 4], initialVariance: 2.5);

        // No feature makes no mean, so that what is left is the logarithm of the variance.
        Assert.Equal(Math.Log(2.5) / 2, loss.Forward(zeros(3, 3, 4, 4), zeros(3, 2, 4, 4)).ToDouble(), 1e-6);
    }

    [Fact]
    public void Learned_parts_are_parameters()
    {
        Assert.Equal(4, new Vid([1, 3], [1, 2]).parameters().Count());
        Assert.Equal(4, new PadL2([1, 3]).parameters().Count());
        Assert.Equal(4, new Mgd([1, 3, 4, 4]).parameters().Count());
        Assert.Equal(18, new FactorTransfer([1, 3, 4, 4], [1, 3, 4, 4]).parameters().Count());
        Assert.Empty(new FactorTransfer([1, 3, 4, 4], [1, 3, 4, 4], paraphrase: false).parameters());
        Assert.Equal(9, new SimKd([1, 3, 4, 4], [1, 3, 4, 4]).parameters().Count());
        Assert.Equal(3, new Srrl([1, 3], [1, 3]).parameters().Count());
        Assert.Equal(6 + 8, new ReviewKd([[1, 3, 4, 4], [1, 3]], [[1, 3, 4, 4], [1, 3]]).parameters().Count());
        Assert.Equal(4 + 4 + 7, new SemCkd([[1, 3]], [[1, 3]]).parameters().Count());
    }

    [Fact]
    public void The_paraphraser_learns_by_its_reconstruction_alone()
    {
        var loss = new FactorTransfer([1, 3, 4, 4], [1, 3, 4, 4]);
        var without = new FactorTransfer([1, 3, 4, 4], [1, 3, 4, 4], reconstruction: 0);

        loss.Forward(randn(2, 3, 4, 4), randn(2, 3, 4, 4)).backward();
        without.Forward(randn(2, 3, 4, 4), randn(2, 3, 4, 4)).backward();

        Assert.All(loss.named_parameters(), p => Assert.NotNull(p.parameter.grad));
        Assert.All(without.named_parameters(), p => Assert.Equal(p.name.StartsWith("_translator", StringComparison.Ordinal), p.parameter.grad is not null));
    }

    [Theory]
    [InlineData(MgdMask.Pixels)]
    [InlineData(MgdMask.Channels)]
    public void A_mask_hides_its_share_of_the_student(MgdMask mask)
    {
        Assert.Equal(0, Seen(0.0).eq(0).sum().ToInt64());
        Assert.Equal(0, Seen(1.0).ne(0).sum().ToInt64());
        var seen = Seen(0.65);
        Assert.Equal(0.65, seen.eq(0).to_type(ScalarType.Float64).mean().ToDouble(), 0.05);

        // A pixel is hidden in all channels, a channel at all pixels.
        var hidden = seen.eq(0);
        var alike = mask == MgdMask.Pixels ? hidden.narrow(1, 0, 1) : hidden.narrow(2, 0, 1).narrow(3, 0, 1);
        Assert.True(hidden.eq(alike).all().ToBoolean());

        // The second convolution's weights are 1, so that no gradient of the mask's survivors vanishes.
        Tensor Seen(double ratio)
        {
            var loss = new Mgd([1, 40, 8, 8], ratio, mask);
            using (no_grad())
            {
                loss.parameters().ToList().ForEach(p => p.fill_(1));
            }

            var student = rand(20, 40, 8, 8).requires_grad_(true);
            loss.Forward(student, zeros(20, 40, 8, 8)).backward();
            return student.grad!;
        }
    }

    [Fact]
    public void The_generation_is_two_convolutions_of_the_masked_student()
    {
        var (student, teacher) = (randn(2, 3, 4, 4), randn(2, 3, 4, 4));
        var loss = new Mgd([1, 3, 4, 4], maskRatio: 0);
        var w = loss.parameters().ToArray();

        var generated = nn.functional.conv2d(nn.functional.conv2d(student, w[0], w[1], padding: [1, 1]).relu(), w[2], w[3], padding: [1, 1]);

        Assert.Equal(generated.sub(teacher).pow(2).sum().div(2).ToDouble(), loss.Forward(student, teacher).ToDouble(), 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    public void A_difference_that_is_everywhere_alike_counts_alike_in_all_contexts(long size)
    {
        var student = randn([2, 3, size, size], ScalarType.Float64);

        Assert.Equal(0.25, new HierarchicalContext().Forward(student, student.add(0.5)).ToDouble(), 1e-12);
    }

    [Fact]
    public void Regression_makes_a_student_follow_the_teachers_classifier()
    {
        var (student, teacher) = (randn(4, 3), randn(4, 5));
        manual_seed(3);
        var without = new Srrl([1, 3], [1, 5], regressionWeight: 0);
        manual_seed(3);
        var with = new Srrl([1, 3], [1, 5], regressionWeight: 2);
        var classifier = nn.Linear(5, 6);

        Assert.True(with.Forward(student, teacher, classifier).ToDouble() > without.Forward(student, teacher, classifier).ToDouble());
    }

    [Fact]
    public void More_samples_than_the_attention_was_made_for_are_refused()
    {
        var loss = new SemCkd([[1, 3]], [[1, 5]], batchSize: 4);

        Assert.Contains("BatchSize", Assert.Throws<ArgumentException>(() => loss.Forward([randn(5, 3)], [randn(5, 5)])).Message);
        Assert.True(Tensors.AreFinite(loss.Forward([randn(2, 3)], [randn(2, 5)])));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Other_numbers_of_places_than_the_loss_was_made_for_are_refused(int student, int teacher)
    {
        Tensor[] ours = [.. Enumerable.Range(0, student).Select(_ => randn(4, 3))], theirs = [.. Enumerable.Range(0, teacher).Select(_ => randn(4, 3))];

        Assert.Throws<ArgumentException>(() => new ReviewKd([[1, 3], [1, 3]], [[1, 3], [1, 3]]).Forward(ours, theirs));
        Assert.Throws<ArgumentException>(() => new SemCkd([[1, 3], [1, 3]], [[1, 3], [1, 3]]).Forward(ours, theirs));
    }

    private static Tensor Map() => randn([3, 3, 4, 4], ScalarType.Float64);

    private static nn.Module<Tensor, Tensor> Norm(double[] weight, double[] bias)
    {
        var norm = nn.BatchNorm2d(weight.Length, dtype: ScalarType.Float64);
        using var constant = no_grad();
        norm.weight!.copy_(tensor(weight));
        norm.bias!.copy_(tensor(bias));
        return norm;
    }
}
