using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

/// <summary>What holds for every loss.</summary>
public sealed class LossPropertyTests : ScopedTest
{
    /// <summary>Inputs at which a careless formula divides by zero, overflows or takes the logarithm of zero.</summary>
    private static readonly Dictionary<string, Func<long[], Tensor>> _extremes = new()
    {
        ["values of +-1e4"] = shape => randn(shape).sign().mul(1e4),
        ["zeros"] = shape => zeros(shape),
        ["equal samples"] = shape => randn([1, .. shape[1..]]).expand(shape).contiguous(),
        ["one sample of zeros"] = shape => cat([zeros([1, .. shape[1..]]), randn([shape[0] - 1, .. shape[1..]])]),
        ["a batch of one"] = shape => randn([1, .. shape[1..]]),
        ["a batch of one of zeros"] = shape => zeros([1, .. shape[1..]]),
    };

    public static TheoryData<string, string> LossesAtExtremes
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var (name, loss) in LossSubject.All)
            {
                foreach (var extreme in _extremes.Keys.Where(e => loss.TakesOneSample || !e.Contains("batch of one")))
                {
                    cases.Add(name, extreme);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(LossSubject.Distances), MemberType = typeof(LossSubject))]
    public void Is_zero_where_student_and_teacher_agree_and_above_elsewhere(string name)
    {
        var loss = LossSubject.All[name];
        var (student, teacher) = (loss.Random(), loss.Random());

        Assert.Equal(0, loss.Forward(student, student).ToDouble(), 1e-12);
        Assert.True(loss.Forward(student, teacher).ToDouble() > 1e-3);
    }

    [Theory]
    [MemberData(nameof(LossSubject.OfSets), MemberType = typeof(LossSubject))]
    public void Does_not_depend_on_the_order_of_the_samples(string name)
    {
        var loss = LossSubject.All[name];
        var (student, teacher) = (loss.Random(), loss.Random());
        var order = tensor([2L, 0, 3, 1]);

        var shuffled = loss.Forward(Shuffled(student), Shuffled(teacher));

        Tensors.AssertClose(name, loss.Forward(student, teacher), shuffled, relative: 1e-12, absolute: 0);

        Tensor[] Shuffled(Tensor[] values) => [.. values.Select(value => value.index_select(0, order))];
    }

    [Theory]
    [MemberData(nameof(LossSubject.Names), MemberType = typeof(LossSubject))]
    public void Is_a_scalar_that_leaves_the_teacher_without_gradients(string name)
    {
        var loss = LossSubject.All[name];
        var teacher = loss.Random();

        var (value, _) = loss.Differentiate(loss.Random(), teacher);

        Assert.Empty(value.shape);
        Assert.All(teacher, t => Assert.False(t.requires_grad || t.grad is not null));
    }

    [Theory]
    [MemberData(nameof(LossesAtExtremes))]
    public void Is_finite_with_finite_gradients(string name, string extreme)
    {
        var loss = LossSubject.All[name];

        var (value, gradients) = loss.Differentiate(loss.Make(_extremes[extreme]), loss.Make(_extremes[extreme]));

        Assert.Equal(ScalarType.Float32, value.dtype);
        Assert.All([value, .. gradients], tensor => Assert.True(Tensors.AreFinite(tensor)));
    }

    [Theory]
    [MemberData(nameof(LossSubject.Names), MemberType = typeof(LossSubject))]
    public void Takes_half_precision(string name)
    {
        var loss = LossSubject.All[name];

        var (value, gradients) = loss.Differentiate(loss.Random(ScalarType.BFloat16), loss.Random(ScalarType.BFloat16));

        Assert.All([value, .. gradients], tensor => Assert.True(Tensors.AreFinite(tensor)));
        Assert.All(gradients, gradient => Assert.Equal(ScalarType.BFloat16, gradient.dtype));
    }

    [Theory]
    [MemberData(nameof(LossSubject.Differentiable), MemberType = typeof(LossSubject))]
    public void Has_the_gradients_that_finite_differences_have(string name)
    {
        const double step = 1e-6;
        var loss = LossSubject.All[name];
        var (student, teacher) = (loss.Random(), loss.Random());
        var (_, gradients) = loss.Differentiate(student, teacher);

        for (var i = 0; i < student.Length; i++)
        {
            double[] gradient = Tensors.Numbers(gradients[i]);
            var differences = Enumerable.Range(0, gradient.Length).Select(element => (At(i, element, step) - At(i, element, -step)) / (2 * step));
            Tensors.AssertClose(name, tensor(differences.ToArray()), tensor(gradient), relative: 1e-6, absolute: 1e-8);
        }

        double At(int which, int element, double change)
        {
            using var scope = NewDisposeScope();
            Tensor[] moved = [.. student.Select(s => s.clone())];
            moved[which].view(-1).narrow(0, element, 1).add_(change);
            return loss.Forward(moved, teacher).ToDouble();
        }
    }
}
