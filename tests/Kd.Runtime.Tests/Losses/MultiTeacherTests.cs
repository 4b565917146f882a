using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

public sealed class MultiTeacherTests : ScopedTest
{
    private readonly Tensor _student = Random(4, 5);
    private readonly Tensor[] _teachers = [Random(4, 5), Random(4, 5), Random(4, 5)];
    private readonly Tensor _labels = tensor([0L, 1, 2, 0]);

    public static TheoryData<TeacherCombination> Combinations { get; } = [.. Enum.GetValues<TeacherCombination>()];

    [Theory]
    [MemberData(nameof(Combinations))]
    public void One_teacher_teaches_as_ever(TeacherCombination combination) => Tensors.AssertClose(
        "loss", new Response().Forward(_student, _teachers[0]), Loss(combination, _teachers[..1]), 1e-10, 0);

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Equal_teachers_teach_as_one(TeacherCombination combination) => Tensors.AssertClose(
        "loss", new Response().Forward(_student, _teachers[0]), Loss(combination, [_teachers[0], _teachers[0], _teachers[0]]), 1e-10, 0);

    [Theory]
    [MemberData(nameof(Combinations))]
    public void The_order_of_the_teachers_does_not_matter(TeacherCombination combination) => Tensors.AssertClose(
        "loss", Loss(combination, _teachers), Loss(combination, [_teachers[1], _teachers[2], _teachers[0]]), 1e-10, 0);

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Teachers_of_one_answer_each_are_finite_in_any_precision(TeacherCombination combination)
    {
        var student = Tensors.Learned(_student.to(ScalarType.BFloat16));

        var loss = new MultiTeacherResponse(combination: combination).Forward(student, [.. _teachers.Select(t => t.mul(1e4).to(ScalarType.BFloat16))], _labels);

        loss.backward();
        Assert.True(Tensors.AreFinite(loss) && Tensors.AreFinite(student.grad!));
    }

    [Fact]
    public void The_teacher_that_is_certain_counts_by_entropy()
    {
        var (certain, unsure) = (Certain(of: 1), zeros([4, 5], ScalarType.Float64));

        Tensors.AssertClose("loss", new Response().Forward(_student, certain), Loss(TeacherCombination.Entropy, [certain, unsure]), 1e-6, 0);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public void The_teacher_that_knows_the_label_counts_by_confidence(long label, double weight)
    {
        var (one, other) = (Certain(of: 1), Certain(of: 2));
        var loss = new MultiTeacherResponse(combination: TeacherCombination.Confidence);

        // The student answers as the other teacher, so that the loss is that of the one.
        var found = loss.Forward(other, [one, other], full([4], label, dtype: ScalarType.Int64));

        Assert.Equal(weight, found.ToDouble() / new Response().Forward(other, one).ToDouble(), 1e-6);
    }

    [Fact]
    public void Cross_entropy_has_the_gradient_of_the_divergence()
    {
        var (one, other) = (Tensors.Learned(_student), Tensors.Learned(_student));

        new MultiTeacherResponse(crossEntropy: true).Forward(one, _teachers).backward();
        new MultiTeacherResponse().Forward(other, _teachers).backward();

        Tensors.AssertClose("gradient", other.grad!, one.grad!, 1e-10, 0);
    }

    [Fact]
    public void Features_of_equal_logits_have_equal_weights()
    {
        Tensor[] maps = [Random(4, 2, 3, 3), Random(4, 2, 3, 3)], targets = [Random(4, 2, 3, 3), Random(4, 2, 3, 3)];

        var loss = new MultiTeacherGuided().Forward(maps, targets, [new Answering(_student), new Answering(_student)], _labels);

        var expected = new Guided().Forward(maps[0], targets[0]).add(new Guided().Forward(maps[1], targets[1])).mul(0.5);
        Tensors.AssertClose("loss", expected, loss, 1e-10, 0);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        var map = Random(4, 2, 3, 3);
        Assert.Equal("temperature", Assert.Throws<ArgumentOutOfRangeException>(() => new MultiTeacherResponse(0)).ParamName);
        Refusals.Name(() => new MultiTeacherResponse().Forward(_student, [_teachers[0], Random(4, 6)]), [4, 5], [4, 6]);
        Assert.Throws<ArgumentException>(() => new MultiTeacherResponse().Forward(_student, []));
        Assert.Contains("labels", Assert.Throws<ArgumentException>(() => new MultiTeacherResponse(combination: TeacherCombination.Confidence).Forward(_student, _teachers)).Message);
        Refusals.Name(() => new MultiTeacherGuided().Forward([map], [Random(4, 2, 2, 2)], [new Answering(_student)], _labels), [4, 2, 3, 3], [4, 2, 2, 2]);
        Refusals.Name(() => new MultiTeacherGuided().Forward([map[..3]], [map[..3]], [new Answering(_student)], _labels), [3, 2, 3, 3]);
        Assert.Throws<ArgumentException>(() => new MultiTeacherGuided().Forward([map], [map, map], [new Answering(_student)], _labels));
    }

    private Tensor Loss(TeacherCombination combination, Tensor[] teachers) =>
        new MultiTeacherResponse(combination: combination).Forward(_student, teachers, _labels);

    private static Tensor Certain(long of) => nn.functional.one_hot(full([4], of, dtype: ScalarType.Int64), 5).to(ScalarType.Float64).mul(50);

    private static Tensor Random(params long[] shape) => randn(shape, ScalarType.Float64);
}
