using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Tests.Losses.Subjects;

namespace Kd.Tests.Losses;

/// <summary>Inputs beyond those that all losses are tried on, for divergences, changed targets and peers.</summary>
public sealed class LanguageExtremesTests : ScopedTest
{
    private static readonly Dictionary<string, LossSubject> _subjects = new ILossSubjects[] { new TokenDivergenceSubjects(), new LearnedTargetSubjects(), new PeerSubjects() }
        .SelectMany(source => source.Subjects).ToDictionary(s => s.Key, s => s.Value);

    public static TheoryData<string> Names { get; } = [.. _subjects.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_finite_with_finite_gradients_in_half_precision(string name)
    {
        var loss = _subjects[name];
        foreach (var size in new[] { 1, 1e4 })
        {
            var (value, gradients) = loss.Differentiate(Halves(), Halves());

            Assert.All([value, .. gradients], t => Assert.True(Tensors.AreFinite(t)));

            Tensor[] Halves() => [.. loss.Random(ScalarType.Float32).Select(t => t.mul(size).to_type(ScalarType.BFloat16))];
        }
    }

    [Fact]
    public void One_class_leaves_nothing_to_learn()
    {
        var labels = zeros(4, ScalarType.Int64);
        foreach (var loss in new Func<Tensor, Tensor, Tensor>[]
        {
            new ForwardKl().Forward, new ReverseKl().Forward, new SymmetricKl().Forward, new SkewKl().Forward, new ReverseSkewKl().Forward,
            new GeneralizedJsd(0.3).Forward, new TotalVariation().Forward, new AdaptiveKl().Forward,
            (s, t) => new Minifinetuning().Forward(s, t, labels), (s, t) => new OneForAll(1.5).Forward(s, t, labels),
            (s, t) => new CurriculumTemperature().Forward(s, t, default), (s, t) => new MutualLearning().Forward([s, t], labels),
        })
        {
            var student = randn(4, 1).requires_grad_(true);
            var value = loss(student, randn(4, 1));
            value.backward();

            Assert.Equal(0, value.ToDouble(), 1e-6);
            Assert.Equal(0, student.grad!.abs().max().ToDouble(), 1e-6);
        }
    }
}
