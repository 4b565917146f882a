using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Tests.Losses.Subjects;

namespace Kd.Tests.Losses;

/// <summary>What the methods on logits promise beyond the properties of all losses.</summary>
public sealed class LogitPropertyTests : ScopedTest
{
    private const int Samples = 6;
    private const int Classes = 5;
    private readonly Tensor _student = randn([Samples, Classes], ScalarType.Float64);
    private readonly Tensor _teacher = randn([Samples, Classes], ScalarType.Float64);
    private readonly Tensor _labels = tensor([0L, 1, 2, 3, 4, 0]);

    public static TheoryData<string> Losses { get; } = [.. new LogitSubjects().Subjects.Keys, .. new FirstSubjects().Subjects.Keys.Where(k => k.StartsWith("Response"))];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Half_precision_is_finite_with_finite_gradients(string name)
    {
        var loss = LossSubject.All[name];
        foreach (var size in new[] { 1.0, 1e4 })
        {
            var (value, gradients) = loss.Differentiate(Make(), Make());
            Assert.All([value, .. gradients], tensor => Assert.True(Tensors.AreFinite(tensor)));
            Assert.All(gradients, gradient => Assert.Equal(ScalarType.BFloat16, gradient.dtype));

            Tensor[] Make() => loss.Make(shape => randn(shape).mul(size).to(ScalarType.BFloat16));
        }
    }

    [Fact]
    public void Soft_cross_entropy_has_the_gradient_of_the_divergence_and_exceeds_it_by_the_entropy()
    {
        var (divergence, entropy) = (Gradient(s => new Response().Forward(s, _teacher)), Gradient(s => new SoftCrossEntropy().Forward(s, _teacher)));
        Tensors.AssertClose("gradient", divergence, entropy, 1e-12, 1e-15);

        var excess = new SoftCrossEntropy().Forward(_student, _teacher).sub(new Response().Forward(_student, _teacher));
        Tensors.AssertClose("entropy", new SoftCrossEntropy().Forward(_teacher, _teacher), excess, 1e-12, 0);
    }

    [Fact]
    public void The_divergence_becomes_half_the_variance_of_differences_at_high_temperatures()
    {
        var differences = _student.sub(_student.mean([1], keepdim: true)).sub(_teacher.sub(_teacher.mean([1], keepdim: true)));
        var limit = new LogitMse().Forward(differences, zeros_like(differences)).div(2);

        Tensors.AssertClose("limit", limit, new Response(temperature: 1e4).Forward(_student, _teacher), 1e-3, 0);
    }

    [Fact]
    public void Logit_standardization_ignores_scale_and_shift_of_a_sample() =>
        Tensors.AssertClose(
            "loss",
            new LogitStandardization().Forward(_student, _teacher),
            new LogitStandardization().Forward(_student.mul(3).add(rand([Samples, 1], ScalarType.Float64)), _teacher.mul(0.5).sub(7)),
            1e-5, 0);

    [Fact]
    public void A_sample_of_equal_logits_does_not_blow_up_the_gradients()
    {
        var constant = cat([ones([1, Classes], ScalarType.Float64), _student.narrow(0, 1, Samples - 1)]);
        Assert.True(Gradient(s => new LogitStandardization().Forward(s, _teacher), constant).abs().max().ToDouble() < 10);
        Assert.True(Gradient(s => new Dist().Forward(s, _teacher), constant).abs().max().ToDouble() < 10);
        Assert.True(Gradient(s => new LogitCosine().Forward(s, _teacher), constant.mul(constant.ne(1))).abs().max().ToDouble() < 10);
    }

    [Fact]
    public void The_cosine_ignores_lengths_and_the_logits_regression_does_not()
    {
        Tensors.AssertClose("cosine", new LogitCosine().Forward(_student, _teacher), new LogitCosine().Forward(_student.mul(3), _teacher.mul(0.2)), 1e-9, 0);
        Assert.Equal(2, new LogitCosine().Forward(_teacher.neg(), _teacher).ToDouble(), 1e-12);
        Assert.Equal(1, new LogitMse().Forward(_student.add(1), _student).ToDouble(), 1e-12);
    }

    [Fact]
    public void Decoupled_distillation_is_Hintons_with_the_papers_coefficient()
    {
        var (student, teacher, label) = (_student.narrow(0, 2, 1), _teacher.narrow(0, 2, 1), _labels.narrow(0, 2, 1));
        var rest = 1 - nn.functional.softmax(teacher.div(4), 1)[0, 2].ToDouble();

        Tensors.AssertClose("loss", new Response().Forward(student, teacher), new Dkd(alpha: 1, beta: rest).Forward(student, teacher, label), 1e-12, 0);
    }

    [Fact]
    public void Decoupled_distillation_of_two_classes_is_Hintons()
    {
        var (student, teacher) = (_student.narrow(1, 0, 2), _teacher.narrow(1, 0, 2));

        Tensors.AssertClose("loss", new Response().Forward(student, teacher), new Dkd().Forward(student, teacher, _labels.remainder(2)), 1e-12, 0);
    }

    [Fact]
    public void DIST_ignores_scale_and_shift_of_probabilities()
    {
        var probabilities = nn.functional.softmax(_teacher, 1);

        // p / 2 + 1 / (2 * C) are probabilities too, an affine map of the first.
        var loss = new Dist().Forward(probabilities.div(2).add(0.5 / Classes).log(), _teacher);

        Assert.Equal(0, loss.ToDouble(), 1e-12);
    }

    [Fact]
    public void Weighted_soft_labels_forget_a_teacher_that_is_much_worse_than_the_student()
    {
        var known = nn.functional.one_hot(_labels, Classes).to(ScalarType.Float64);

        var better = new WeightedSoftLabels().Forward(known.mul(100), known.mul(-100), _labels).ToDouble();
        var worse = new WeightedSoftLabels().Forward(known.mul(-100), known.mul(100), _labels).ToDouble();

        Assert.Equal(0, better, 1e-9);
        Assert.True(worse > 10);
    }

    [Fact]
    public void Smoothed_labels_mix_the_label_and_all_classes()
    {
        var logarithms = nn.functional.log_softmax(_student, 1);
        var plain = new TaskLoss().Forward(_student, _labels);
        var all = logarithms.mean().neg();

        Tensors.AssertClose("all", plain.mul(0.8).add(all.mul(0.2)), new LabelSmoothing(0.2).Forward(_student, _labels), 1e-12, 0);
        Tensors.AssertClose("none", plain, new LabelSmoothing(0).Forward(_student, _labels), 1e-12, 0);
        Tensors.AssertClose(
            "others", new LabelSmoothing(0.2).Forward(_student, _labels), new LabelSmoothing(0.16, overOtherClasses: true).Forward(_student, _labels), 1e-12, 0);
    }

    [Fact]
    public void A_virtual_teacher_without_a_share_is_the_task() =>
        Tensors.AssertClose("loss", new TaskLoss().Forward(_student, _labels), new VirtualTeacher(alpha: 0).Forward(_student, _labels), 1e-12, 0);

    [Fact]
    public void Knowledge_adjustment_leaves_a_teacher_alone_that_is_right_and_corrects_one_that_is_wrong()
    {
        var right = _teacher.argmax(1);
        var wrong = _teacher.argmin(1);
        Tensors.AssertClose("right", new Response().Forward(_student, _teacher), new KnowledgeAdjustment().Forward(_student, _teacher, right), 1e-12, 0);

        foreach (var correction in Enum.GetValues<TeacherCorrection>())
        {
            var corrected = new KnowledgeAdjustment(correction: correction).Corrected(_teacher, wrong);
            Assert.Equal(Tensors.Numbers(wrong), Tensors.Numbers(corrected.argmax(1)));
            Tensors.AssertClose("sums", ones([Samples], ScalarType.Float64), corrected.sum(1), 1e-12, 0);
        }
    }

    [Fact]
    public void Multi_level_distillation_is_the_sum_of_its_levels_and_temperatures()
    {
        var whole = new Mlkd(temperature: 1, predictionAugmentation: false).Forward(_student, _teacher);
        var levels = new[] { (1, 0, 0), (0, 1, 0), (0, 0, 1) }.Select(w => new Mlkd(1, predictionAugmentation: false, w.Item1, w.Item2, w.Item3).Forward(_student, _teacher));
        Tensors.AssertClose("levels", whole, levels.Aggregate((a, b) => a.add(b)), 1e-12, 0);

        var instances = new[] { 4.0, 3, 5, 2, 6 }.Select(temperature => new Response(temperature).Forward(_student, _teacher));
        Tensors.AssertClose(
            "temperatures", instances.Aggregate((a, b) => a.add(b)), new Mlkd(batchWeight: 0, classWeight: 0).Forward(_student, _teacher), 1e-12, 0);
    }

    private Tensor Gradient(Func<Tensor, Tensor> loss, Tensor? at = null)
    {
        var student = Tensors.Learned(at ?? _student);
        loss(student).backward();
        return student.grad!;
    }
}
