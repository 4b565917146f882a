using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Training;

namespace Kd.Tests.Losses;

/// <summary>Class-wise and progressive self-distillation and data distortion.</summary>
public sealed class SelfDistillationTests : ScopedTest
{
    private readonly Tensor _first = randn([4, 5], ScalarType.Float64);
    private readonly Tensor _second = randn([4, 5], ScalarType.Float64);
    private readonly Tensor _labels = tensor([0L, 4, 2, 1]);

    public static TheoryData<string, Action> OutOfRange { get; } = new()
    {
        { "temperature", () => _ = new ClassWiseSelfDistillation(0) },
        { "temperature", () => _ = new DataDistortion(-1) },
        { "featureWeight", () => _ = new DataDistortion(featureWeight: -1) },
        { "alpha", () => _ = new ProgressiveSelfDistillation([4, 5], 4, 1.1) },
        { "sampleCount", () => _ = new ProgressiveSelfDistillation([4, 5], 0) },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Hyper_parameters_out_of_their_range_are_refused_by_name(string name, Action make) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Refusals.Name(() => new ClassWiseSelfDistillation().Forward(randn(3, 5), zeros(3, ScalarType.Int64)), [3, 5]);
        Refusals.Name(() => new ClassWiseSelfDistillation().Forward(_first, zeros(3, ScalarType.Int64)), [4, 5], [3]);
        Refusals.Name(() => new DataDistortion().Forward([randn(3, 5), randn(3, 2)]), [3, 5], [3, 2]);
        Refusals.Name(() => new DataDistortion().Forward([_first, randn(2, 2)]), [4, 5], [2, 2]);
        Assert.Contains("got 1", Assert.Throws<ArgumentException>(() => new DataDistortion().Forward([_first])).Message);
        Refusals.Name(() => new ProgressiveSelfDistillation([4, 5, 2], 4), [4, 5, 2]);
        Refusals.Name(() => Progressive(4).Forward(randn(4, 6), _labels, _labels, default), [4, 6]);
    }

    [Fact]
    public void Partners_of_another_class_are_refused() =>
        Assert.Contains("partners", Assert.Throws<ArgumentException>(() => new ClassWiseSelfDistillation().Forward(_first, _labels)).Message);

    [Fact]
    public void A_sample_that_is_no_training_sample_is_refused() =>
        Assert.Equal("sampleIds", Assert.Throws<ArgumentException>(() => Progressive(4).Forward(_first, _labels, tensor([0L, 1, 2, 4]), default)).ParamName);

    [Fact]
    public void The_partners_teach_and_do_not_learn()
    {
        var student = Tensors.Learned(cat([_first, _second]));

        var loss = new ClassWiseSelfDistillation(2).Forward(student, cat([_labels, _labels]));
        loss.backward();

        Assert.Equal(new Response(2).Forward(_first, _second).ToDouble(), loss.ToDouble(), 1e-12);
        Assert.Equal(0, student.grad!.narrow(0, 4, 4).abs().sum().ToDouble());
    }

    [Fact]
    public void Views_that_agree_have_no_loss()
    {
        var (logits, features) = (cat([_first, _first]), randn([4, 3, 2], ScalarType.Float64));

        Assert.Equal(0, new DataDistortion().Forward([logits, cat([features, features])]).ToDouble(), 1e-12);
        Assert.Equal(0, new DataDistortion(featureWeight: 1).Forward([logits, cat([features, features.index_select(0, tensor([3L, 1, 0, 2]))])]).ToDouble(), 1e-12);
    }

    [Fact]
    public void The_distance_of_mean_features_is_the_paper_s_or_that_of_one_number()
    {
        var (logits, features) = (cat([_first, _first]), cat([zeros(4, 2), tensor(new float[,] { { 1, -2 } }).expand(4, 2)]));

        Assert.Equal(5, new DataDistortion(featureWeight: 1).Forward([logits, features]).ToDouble(), 1e-6);
        Assert.Equal(0.25, new DataDistortion(featureWeight: 1, meanOverElements: true).Forward([logits, features]).ToDouble(), 1e-6);
    }

    [Fact]
    public void Targets_are_the_labels_first_and_then_what_was_predicted_an_epoch_ago()
    {
        var loss = Progressive(6);
        var ids = tensor([5L, 0, 3, 1]);
        var task = new TaskLoss();

        var first = loss.Forward(_first, _labels, ids, new StepContext(1, 0, 0.25));
        var second = loss.Forward(_second, _labels, ids, new StepContext(2, 0, 0.5));
        var third = loss.Forward(_first, _labels, ids, new StepContext(3, 0, 1));

        Assert.Equal(task.Forward(_first, _labels).ToDouble(), first.ToDouble(), 1e-12);
        Assert.Equal(Softened(_second, _first, 0.4), second.ToDouble(), 1e-6);
        Assert.Equal(Softened(_first, _second, 0.8), third.ToDouble(), 1e-6);

        double Softened(Tensor now, Tensor before, double share) =>
            ((1 - share) * task.Forward(now, _labels).ToDouble()) + (share * new ForwardKl(crossEntropy: true).Forward(now, before).ToDouble());
    }

    [Fact]
    public void The_memory_is_state_and_is_not_learned()
    {
        var loss = Progressive(6);

        Assert.Equal([6, 5], loss.state_dict()["predictions"].shape);
        Assert.Empty(loss.parameters());
    }

    private static ProgressiveSelfDistillation Progressive(long sampleCount) => new([4, 5], sampleCount);
}
