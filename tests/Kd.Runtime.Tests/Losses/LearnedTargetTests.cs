using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Training;

namespace Kd.Tests.Losses;

public sealed class LearnedTargetTests : ScopedTest
{
    private readonly Tensor _student = randn([4, 5], ScalarType.Float64);
    private readonly Tensor _teacher = randn([4, 5], ScalarType.Float64);
    private readonly Tensor _labels = tensor([0L, 4, 2, 1]);

    public static TheoryData<string, Action> OutOfRange { get; } = new()
    {
        { "threshold", () => _ = new Minifinetuning(-0.1) },
        { "threshold", () => _ = new MaskedMinifinetuning(1.1) },
        { "exponent", () => _ = new OneForAll(0.9) },
        { "temperature", () => _ = new OneForAll(temperature: 0) },
        { "exponent", () => _ = new SimpleRecipe(double.NaN) },
        { "start", () => _ = new CurriculumTemperature(0) },
        { "span", () => _ = new CurriculumTemperature(span: -1) },
        { "rampEpochs", () => _ = new CurriculumTemperature(rampEpochs: 0) },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Hyper_parameters_out_of_their_range_are_refused_by_name(string name, Action make) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);

    [Theory]
    [InlineData(-100)]
    [InlineData(5)]
    public void A_label_that_is_no_class_is_named(long label)
    {
        var labels = tensor([0L, label, 2, 1]);

        foreach (var forward in new Action[]
        {
            () => new Minifinetuning().Forward(_student, _teacher, labels),
            () => new MaskedMinifinetuning().Forward(_student, _teacher, labels, ones(4)),
            () => new OneForAll().Forward(_student, _teacher, labels),
        })
        {
            var refusal = Assert.Throws<ArgumentException>(forward);
            Assert.Equal("labels", refusal.ParamName);
            Assert.Contains($"{label}", refusal.Message);
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Refusals.Name(() => new Minifinetuning().Forward(_student, _teacher, zeros(3, ScalarType.Int64)), [4, 5], [3]);
        Refusals.Name(() => new OneForAll().Forward(_student, randn(4, 6), _labels), [4, 5], [4, 6]);
        Refusals.Name(() => new OneForAll().Forward(randn(4, 3, 5), randn(4, 3, 5), _labels), [4, 3, 5]);
        Refusals.Name(() => new SimpleRecipe().Forward(_student, randn(4, 6)), [4, 5], [4, 6]);
        Refusals.Name(() => new CurriculumTemperature().Forward(_student, randn(4, 6), default), [4, 5], [4, 6]);
        Assert.Throws<ArgumentException>(() => new OneForAll().Forward(_student, _teacher, _labels.to_type(ScalarType.Int32)));
    }

    [Fact]
    public void Minifinetuning_lets_the_label_lead_by_the_threshold()
    {
        // The gradient of KL(q || p_s) by the logits is p_s - q, which tells q.
        var student = Tensors.Learned(_student);
        new Minifinetuning(0.3, reduction: TokenReduction.Sum).Forward(student, _teacher, _labels).backward();
        var target = _student.softmax(-1).add(student.grad!, alpha: -1);

        var own = target.gather(1, _labels.unsqueeze(1));
        var others = target.masked_fill(nn.functional.one_hot(_labels, 5).to_type(ScalarType.Bool), -1);
        var isWrong = _teacher.argmax(1).ne(_labels);
        var lead = own.squeeze(1).add(others.max(1).values, alpha: -1);

        Tensors.AssertClose("sum", ones(4, ScalarType.Float64), target.sum(1), 1e-10, 0);
        Assert.True(isWrong.any().ToBoolean());
        Tensors.AssertClose("lead", full([isWrong.sum().ToInt64()], 0.3, ScalarType.Float64), lead.masked_select(isWrong), 1e-5, 0);
    }

    [Fact]
    public void Minifinetuning_ignores_what_is_masked()
    {
        var masked = new MaskedMinifinetuning().Forward(_student, _teacher, tensor([0L, 4, -100, 1]), tensor([1, 1, 0, 1]));
        var rows = tensor([0L, 1, 3]);

        Assert.Equal(
            new Minifinetuning().Forward(_student.index_select(0, rows), _teacher.index_select(0, rows), _labels.index_select(0, rows)).ToDouble(),
            masked.ToDouble(),
            1e-12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_for_all_is_the_cross_entropy_with_the_teacher_at_an_exponent_of_one(bool allClasses) =>
        Assert.Equal(
            new ForwardKl(crossEntropy: true).Forward(_student, _teacher).ToDouble(),
            new OneForAll(allClasses: allClasses).Forward(_student, _teacher, _labels).ToDouble(),
            1e-12);

    [Theory]
    [InlineData(1, false)]
    [InlineData(1.5, true)]
    public void One_for_all_is_the_formula_of_the_authors_code(double exponent, bool allClasses)
    {
        var label = nn.functional.one_hot(_labels, 5);
        var weight = _teacher.softmax(-1).add(label).pow(exponent).add(label, alpha: -1);
        var expected = weight.mul(_student.log_softmax(-1)).sum(-1).neg().mean();

        Assert.Equal(expected.ToDouble(), new OneForAll(exponent, allClasses: allClasses).Forward(_student, _teacher, _labels).ToDouble(), 1e-12);
    }

    [Fact]
    public void A_simple_recipe_does_not_see_scale_and_shift_of_channels()
    {
        var (student, teacher) = (randn([64, 3, 4, 4], ScalarType.Float64), randn([64, 3, 4, 4], ScalarType.Float64));
        var moved = student.mul(tensor([100.0, 200, 50]).view(3, 1, 1)).add(tensor([1.0, 5, -7]).view(3, 1, 1));

        Assert.Equal(new SimpleRecipe().Forward(student, teacher).ToDouble(), new SimpleRecipe().Forward(moved, teacher).ToDouble(), 1e-4);
    }

    [Fact]
    public void A_learned_temperature_begins_as_in_the_reference()
    {
        var temperature = 1 + (20 / (1 + Math.Exp(-1)));

        Assert.Equal(
            new Response(temperature).Forward(_student, _teacher).ToDouble(),
            new CurriculumTemperature().Forward(_student, _teacher, new StepContext(1, 0, 0)).ToDouble(),
            1e-6);
    }

    [Theory]
    [InlineData(5, -0.5)]
    [InlineData(10, -1)]
    [InlineData(99, -1)]
    public void The_gradient_of_the_temperature_is_reversed(int epoch, double factor)
    {
        var loss = new CurriculumTemperature();
        loss.to(ScalarType.Float64);
        var logit = Assert.Single(loss.parameters());
        loss.Forward(_student, _teacher, new StepContext(epoch, 0, 0)).backward();

        var slope = (At(1 + 1e-4) - At(1 - 1e-4)) / 2e-4;
        Assert.Equal(factor * slope, logit.grad!.ToDouble(), 1e-5 * Math.Abs(slope));

        double At(double x) => new Response(1 + (20 / (1 + Math.Exp(-x)))).Forward(_student, _teacher).ToDouble();
    }
}
