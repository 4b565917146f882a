using Kd.Tests.Fixtures;
using Kd.Training;
using TorchSharp.Modules;
using AdamW = Kd.Training.AdamW;
using Optimizer = Kd.Training.Optimizer;

namespace Kd.Tests.Training;

/// <summary>Kd's optimizers take the steps that PyTorch's take.</summary>
public sealed class OptimizerTests : ScopedTest
{
    private const int Steps = 20;

    private static readonly Dictionary<string, Func<Optimizer>> _refused = new()
    {
        ["SGD without a learning rate"] = () => new Sgd([], 0),
        ["SGD with a negative learning rate"] = () => new Sgd([], -0.1),
        ["SGD with a momentum of one"] = () => new Sgd([], 0.1, momentum: 1),
        ["SGD with a negative momentum"] = () => new Sgd([], 0.1, momentum: -0.1),
        ["SGD with a negative decay"] = () => new Sgd([], 0.1, weightDecay: -1),
        ["AdamW without a learning rate"] = () => new AdamW([], 0),
        ["AdamW with a first beta of one"] = () => new AdamW([], 0.1, beta1: 1),
        ["AdamW with a negative second beta"] = () => new AdamW([], 0.1, beta2: -0.1),
        ["AdamW without an epsilon"] = () => new AdamW([], 0.1, epsilon: 0),
        ["AdamW with a negative decay"] = () => new AdamW([], 0.1, weightDecay: -1),
    };

    public static TheoryData<string> Refused { get; } = [.. _refused.Keys];

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 0.01, false)]
    [InlineData(0.9, 0, false)]
    [InlineData(0.9, 0.01, false)]
    [InlineData(0.9, 0.01, true)]
    public void Sgd_steps_as_PyTorch(double momentum, double weightDecay, bool nesterov) => AssertSameSteps(
        parameters => new Sgd(parameters, 0.05, momentum, weightDecay, nesterov),
        parameters => optim.SGD(parameters, 0.05, momentum, weight_decay: weightDecay, nesterov: nesterov));

    [Theory]
    [InlineData(0.9, 0.999, 1e-8, 0.01)]
    [InlineData(0.9, 0.999, 1e-8, 0)]
    [InlineData(0.5, 0.9, 1e-3, 0.1)]
    [InlineData(0, 0.99, 1e-8, 0.01)]
    public void AdamW_steps_as_PyTorch(double beta1, double beta2, double epsilon, double weightDecay) => AssertSameSteps(
        parameters => new AdamW(parameters, 0.01, beta1, beta2, epsilon, weightDecay),
        parameters => optim.AdamW(parameters, 0.01, beta1, beta2, epsilon, weightDecay));

    [Fact]
    public void Parameters_without_a_gradient_stay_and_gradients_are_taken_away()
    {
        using var used = nn.Linear(3, 2);
        using var unused = nn.Linear(3, 2);
        var before = Tensors.Bytes(unused);
        using var optimizer = new Sgd([.. used.parameters(), .. unused.parameters()], 0.1, momentum: 0.9, weightDecay: 0.1);

        used.call(randn(4, 3)).sum().backward();
        optimizer.Step();

        Assert.Equal(before, Tensors.Bytes(unused));
        Assert.All(used.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Hyper_parameters_out_of_their_range_are_refused(string name) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _refused[name]());

    private static void AssertSameSteps(Func<IEnumerable<Parameter>, Optimizer> ours, Func<IEnumerable<Parameter>, optim.Optimizer> theirs)
    {
        using var our = Model();
        using var their = Model();
        their.load_state_dict(our.state_dict());
        using var ourOptimizer = ours(our.parameters());
        using var theirOptimizer = theirs(their.parameters());
        for (var step = 0; step < Steps; step++)
        {
            var (input, target) = (randn(16, 4), randn(16, 3));

            // A change of the learning rate on the way, as a schedule makes one.
            var factor = step < Steps / 2 ? 1 : 0.1;
            ourOptimizer.Scale(factor);
            Rate(theirOptimizer).LearningRate = Rate(theirOptimizer).InitialLearningRate * factor;

            nn.functional.mse_loss(our.call(input), target).backward();
            ourOptimizer.Step();

            theirOptimizer.zero_grad();
            nn.functional.mse_loss(their.call(input), target).backward();
            theirOptimizer.step();
        }

        foreach (var (ourParameter, theirParameter) in our.parameters().Zip(their.parameters()))
        {
            Tensors.AssertClose("parameter", theirParameter, ourParameter, relative: 1e-6, absolute: 1e-6);
        }

        static Sequential Model() => nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3));

        static optim.ILearningRateController Rate(optim.Optimizer optimizer) => optimizer.ParamGroups.Single();
    }
}
